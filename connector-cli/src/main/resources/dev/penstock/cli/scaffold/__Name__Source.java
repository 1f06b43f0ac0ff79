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
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.JsonSlices;
import dev.penstock.toolkit.json.NotJson;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list that grows at its end, page by page: {@code GET url?after=ID&limit=NUMBER} answers a JSON array of the items
 * behind that id, oldest first, and an empty one at the end.
 *
 * <p>The id of the last item that was read is all the state there is. The engine keeps it once the item is safe.
 */
@Connector(name = "__name__", summary = "Reads the items of an HTTP service, oldest first, page by page")
public final class __Name__Source implements PollingSource {
    private static final JsonPointer WHOLE = JsonPointer.parse("");
    private static final List<JsonPointer> ID = List.of(JsonPointer.parse("/id"));

    /** The keys of {@code config} in a pipeline file. */
    public record Config(
            @Option(value = "Where the service lists its items", example = "http://127.0.0.1:8000/items") URI url,
            @Option("Sent as a bearer token") @Nullable Secret token,
            @Option(value = "How many items are asked for at once", fallback = "100", min = "1", max = "1000")
                    int pageSize,
            @Option(value = "How long to wait when there is nothing new", fallback = "5s", min = "10ms")
                    Duration interval) {
        public Config {
            String scheme = String.valueOf(url.getScheme());
            if (!scheme.matches("https?") || url.getHost() == null || url.getRawQuery() != null) {
                throw new IllegalArgumentException("'url' is no address of a service; write it like http://host/items");
            }
        }
    }

    private final Config config;
    private final Http http;
    private final EventBuilder events;

    public __Name__Source(Config config, SourceContext context) {
        this.config = config;
        this.http = new Http(config.token());
        this.events = EventBuilder.of(config.url(), "__package__.item").contentType("application/json");
    }

    @Override
    public Polled poll(PollRequest request) {
        List<CloudEvent> found = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        long bytes = 0;
        for (byte[] item : page(request)) {
            if (found.size() == request.maxEvents() || (bytes >= request.maxBytes() && !found.isEmpty())) {
                break; // the next poll asks for the rest
            }
            String id = JsonPointers.find(item, ID)[0];
            if (id == null) {
                throw new ConnectorException(
                        Failure.external("item-without-id", "an item of " + config.url() + " has no id"));
            }
            found.add(events.id(id).subject(id).data(item).build()); // the same item always gets the same id
            offsets.add(Offset.of("after", id));
            bytes += item.length;
        }
        if (!found.isEmpty()) {
            return Polled.more(found, offsets);
        }
        return request.draining() ? Polled.end(found, offsets) : Polled.nothing(config.interval());
    }

    private List<byte[]> page(PollRequest request) {
        Offset offset = request.offset();
        String after = offset == null ? "" : String.valueOf(offset.text("after"));
        URI address = URI.create(config.url() + "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8) + "&limit="
                + Math.min(config.pageSize(), request.maxEvents()));
        Http.Answer answer = http.get(address, request.deadline());
        if (!answer.ok()) {
            throw answer.unexpected("the list of " + config.url().getHost());
        }
        try {
            List<byte[]> items = JsonSlices.elements(answer.body(), WHOLE);
            if (items != null) {
                return items;
            }
        } catch (NotJson broken) {
            // told below
        }
        throw new ConnectorException(
                Failure.external("no-list", config.url() + " did not answer with a JSON array; check the url"));
    }

    @Override
    public void close() {
        http.close();
    }
}
