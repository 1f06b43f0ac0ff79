package dev.penstock.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.api.Deadline;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.SourceContext;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Polls an http source as the engine does, on a clock that the test moves. */
final class Polls implements AutoCloseable {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Nullable
    Offset offset;

    final List<CloudEvent> events = new ArrayList<>();
    final List<Offset> after = new ArrayList<>();
    int maxEvents = 1000;
    long maxBytes = 1 << 20;
    boolean draining;
    private final HttpSourceConfig config;
    private HttpSource source;

    Polls(HttpSourceConfig config) {
        this.config = config;
        this.source = build();
    }

    /** The process dies and starts again; the offset is what was stored. */
    Polls restart(@Nullable Offset stored) {
        source.close();
        source = build();
        offset = stored;
        return this;
    }

    private HttpSource build() {
        return new HttpSource(config, new SourceContext("test", "http@1.2.3", (InstantSource) () -> now));
    }

    HttpSource source() {
        return source;
    }

    /** Reads all there is now; the ids. */
    List<String> read() throws InterruptedException {
        int before = events.size();
        while (poll().when() == Polled.When.NOW) {
            // until it has no more
        }
        return ids().subList(before, events.size());
    }

    Polled poll() throws InterruptedException {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), () -> now);
        Polled polled = source.poll(new PollRequest(Partition.WHOLE, offset, maxEvents, maxBytes, draining, deadline));
        events.addAll(polled.events());
        after.addAll(polled.offsets());
        if (polled.next() != null) {
            offset = polled.next();
        }
        return polled;
    }

    List<String> ids() {
        return events.stream().map(CloudEvent::getId).toList();
    }

    static String text(CloudEvent event) {
        return new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
    }

    @Override
    public void close() {
        source.close();
    }
}
