package dev.penstock.function;

import dev.penstock.api.Measured;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Events with the ids 1, 2, 3 and so on, up to a last one. */
public final class ObedientNumbers implements PollingSource, Measured {
    /**
     * Its config.
     *
     * @param last the last number
     * @param rejected this one has the type {@code reject}
     * @param retried this one has the type {@code retry}
     * @param pause how long a poll takes
     * @param broken a file: while it exists, no source can be built
     */
    public record Config(
            @Option("The last number") int last,
            @Option(value = "Of the type reject", fallback = "0") int rejected,
            @Option(value = "Of the type retry", fallback = "0") int retried,
            @Option(value = "How long a poll takes", fallback = "0s") Duration pause,
            @Option("While it exists, no source can be built") @Nullable String broken) {}

    private final Config config;
    private long pending;

    /** Opens nothing. */
    public ObedientNumbers(Config config, SourceContext context) {
        if (config.broken() != null && Files.exists(Path.of(config.broken()))) {
            throw new IllegalStateException("the source is broken");
        }
        this.config = config;
    }

    @Override
    public Polled poll(PollRequest request) throws InterruptedException {
        Thread.sleep(config.pause().toMillis());
        Offset from = request.offset();
        int position = from == null ? 0 : (int) from.number("number");
        List<CloudEvent> events = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        while (position < config.last() && events.size() < Math.min(10, request.maxEvents())) {
            position++;
            String type = position == config.rejected() ? "reject" : position == config.retried() ? "retry" : "number";
            events.add(CloudEventBuilder.v1()
                    .withId(String.valueOf(position))
                    .withSource(URI.create("/numbers"))
                    .withType(type)
                    .build());
            offsets.add(Offset.of("number", position));
        }
        pending = (long) config.last() - position;
        return position < config.last() ? Polled.more(events, offsets) : Polled.end(events, offsets);
    }

    @Override
    public OptionalLong pending() {
        return OptionalLong.of(pending);
    }

    @Override
    public void close() {}
}
