package __package__;

import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
__secretImport__import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of {@code __operation__}.
 *
 * <p>How far it has read is a position in that list. The engine keeps it once the items are safe.
 */
// CHECK: the list is read from its beginning, so new items have to come at its end: sort by time, ascending.
@Connector(name = "__name__", summary = "Reads the items of __operation__")
public final class __Name__Source implements PollingSource {
    // CHECK: the field that differs for each item and never changes.
    private static final JsonPointer ID = JsonPointer.parse(__idPointer__);
    // CHECK: __timeCheck__
    private static final JsonPointer TIME = JsonPointer.parse(__timePointer__);

    /** The keys of {@code config} in a pipeline file. */
    public record Config(
            @Option(value = "Where the service answers, without the path of the list", __server__)
                    URI url,
__components__            @Option(value = "How long to wait when there is nothing new", fallback = "5s", min = "10ms")
                    Duration interval) {
        public Config {
            String scheme = String.valueOf(url.getScheme());
            if (!scheme.matches("https?") || url.getHost() == null || url.getRawQuery() != null) {
                throw new IllegalArgumentException("'url' is no address of a service; write it like https://host/v1");
            }
        }
    }

    private final Config config;
    private final Http http;
    private final Pages pages;
    private final EventBuilder events;

    public __Name__Source(Config config, SourceContext context) {
        this.config = config;
        this.http = new Http(new Credentials(config));
        this.pages = new Pages(config, http);
        this.events = EventBuilder.of(pages.list(), "__package__.item").contentType("application/json");
    }

    @Override
    public Polled poll(PollRequest request) {
        Pages.Page page = pages.after(request.offset(), request.deadline());
        List<CloudEvent> found = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        long bytes = 0;
        for (byte[] item : page.items()) {
            if (found.size() == request.maxEvents() || (bytes >= request.maxBytes() && !found.isEmpty())) {
                return Polled.more(found, offsets); // the next poll asks for the rest
            }
            offsets.add(page.offsets().get(found.size()));
            found.add(event(item));
            bytes += item.length;
        }
        if (page.more()) {
            return Polled.more(found, offsets);
        }
        return request.draining() ? Polled.end(found, offsets) : Polled.later(found, offsets, config.interval());
    }

    private CloudEvent event(byte[] item) {
        @Nullable String[] fields = JsonPointers.find(item, List.of(ID, TIME));
        String id = fields[0];
        if (id == null || id.isEmpty()) {
            throw new ConnectorException(Failure.external(
                    "item-without-id", "an item of " + config.url() + " has nothing at " + ID + "; read another field"));
        }
        // the same item always gets the same id
        return events.id(id).subject(id).time(time(fields[1])).data(item).build();
    }

    private static @Nullable OffsetDateTime time(@Nullable String text) {
        try {
            if (text == null) {
                return null;
            }
            if (text.matches("[0-9]{1,15}")) {
                long number = Long.parseLong(text); // seconds, or milliseconds where those would be far in the future
                return Instant.ofEpochMilli(number > 100_000_000_000L ? number : number * 1000)
                        .atOffset(ZoneOffset.UTC);
            }
            return OffsetDateTime.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
