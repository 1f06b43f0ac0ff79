package dev.penstock.connector.jdbc.source;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Polls a source as the engine does, on a clock that the test can move ahead of the real one. */
final class Reading implements AutoCloseable {
    Duration ahead = Duration.ZERO;
    final Map<Partition, Offset> offsets = new HashMap<>();
    final List<CloudEvent> events = new ArrayList<>();
    final List<Offset> after = new ArrayList<>();
    int maxEvents = 500;
    long maxBytes = 1 << 22;
    boolean draining;
    private final JdbcSourceConfig config;
    private JdbcSource source;

    Reading(JdbcSourceConfig config) {
        this.config = config;
        this.source = build();
    }

    /** The process dies and starts again; offsets are what was stored. */
    Reading restart() {
        source.close();
        source = build();
        return this;
    }

    private JdbcSource build() {
        return new JdbcSource(config, new SourceContext("test", "jdbc@0", clock()));
    }

    InstantSource clock() {
        return () -> Instant.now().plus(ahead);
    }

    JdbcSource source() {
        return source;
    }

    Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(30), clock());
    }

    List<Partition> partitions() {
        return source.partitions(deadline());
    }

    /** Reads all there is now, as JSON. */
    List<String> read() {
        int before = events.size();
        for (Partition partition : partitions()) {
            while (poll(partition).when() == Polled.When.NOW) {
                // until it has no more
            }
        }
        return texts().subList(before, events.size());
    }

    /** Reads once more after that much time. */
    List<String> readAfter(Duration more) {
        ahead = ahead.plus(more);
        return read();
    }

    Polled poll() {
        return poll(partitions().get(0));
    }

    Polled poll(Partition partition) {
        Polled polled = source.poll(
                new PollRequest(partition, offsets.get(partition), maxEvents, maxBytes, draining, deadline()));
        events.addAll(polled.events());
        after.addAll(polled.offsets());
        Offset next = polled.next();
        if (next != null) {
            offsets.put(partition, next);
        }
        return polled;
    }

    List<String> texts() {
        return events.stream().map(Reading::text).toList();
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
