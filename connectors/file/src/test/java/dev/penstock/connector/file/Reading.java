package dev.penstock.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.api.Deadline;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Polls a file source as the engine does, on a clock that the test moves. */
final class Reading implements AutoCloseable {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final Map<Partition, Offset> offsets = new HashMap<>();
    final List<CloudEvent> events = new ArrayList<>();
    final List<Offset> after = new ArrayList<>();
    int maxEvents = 1000;
    long maxBytes = 1 << 20;
    boolean draining;
    private final FileSource.Config config;
    private FileSource source;

    Reading(FileSource.Config config) {
        this.config = config;
        this.source = build();
    }

    static Reading of(Path path, Format format, boolean follow) {
        return new Reading(config(path.toString(), format, follow));
    }

    static FileSource.Config config(String path, Format format, boolean follow) {
        return config(path, format, follow, null, Start.BEGINNING, Invalid.FAIL);
    }

    static FileSource.Config config(
            String path, Format format, boolean follow, @Nullable Value key, Start start, Invalid invalid) {
        DataSize maxLine = new DataSize(1 << 16);
        Duration interval = Duration.ofSeconds(1);
        return new FileSource.Config(path, format, follow, null, null, key, start, invalid, ",", maxLine, interval);
    }

    /** The process dies and starts again; offsets are what was stored. */
    Reading restart() throws IOException {
        source.close();
        source = build();
        return this;
    }

    private FileSource build() {
        return new FileSource(config, new SourceContext("test", "file@0", (InstantSource) () -> now));
    }

    FileSource source() {
        return source;
    }

    /** Reads all there is now, as text. */
    List<String> read() throws IOException {
        int before = events.size();
        for (Partition partition : source.partitions(Deadline.in(Duration.ofMinutes(1), () -> now))) {
            while (poll(partition).when() == Polled.When.NOW) {
                // until it has no more
            }
        }
        return texts().subList(before, events.size());
    }

    Polled poll(Partition partition) throws IOException {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), () -> now);
        Polled polled = source.poll(
                new PollRequest(partition, offsets.get(partition), maxEvents, maxBytes, draining, deadline));
        events.addAll(polled.events());
        after.addAll(polled.offsets());
        if (polled.next() != null) {
            offsets.put(partition, polled.next());
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
    public void close() throws IOException {
        source.close();
    }
}
