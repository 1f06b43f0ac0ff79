package dev.penstock.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTests {
    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void name() {
        file = directory.resolve("a/b/out.ndjson");
    }

    @Test
    void appendsEventsAsLinesAndMakesDirectories() throws IOException {
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
            assertThat(write(sink, event("1"), event("2")).get(1)).isEqualTo(Outcome.delivered());
            write(sink, event("3"));
        }
        assertThat(ids()).containsExactly("1", "2", "3");
        assertThat(CloudEventJson.read(Files.readAllLines(file).get(0).getBytes(UTF_8)))
                .isEqualTo(event("1"));
    }

    @Test
    void writesTheDataAlone() throws IOException {
        try (FileSink sink = sink(SinkFormat.DATA, null)) {
            write(sink, event("1"), event("2"));
        }
        assertThat(file).hasContent("data 1\ndata 2\n");
    }

    @Test
    @Tag("I8")
    void cutsOffHalfAnEventBeforeTheFirstWrite() throws IOException {
        String half = new String(CloudEventJson.write(event("2")), UTF_8);
        for (int length = 1; length <= half.length(); length += 7) {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, new String(CloudEventJson.write(event("1")), UTF_8) + "\n" + half.substring(0, length));
            try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
                write(sink, event("2"));
            }
            assertThat(ids()).containsExactly("1", "2");
        }
        assertThat(directory.resolve("a/b/out.ndjson.torn")).doesNotExist();
    }

    @Test
    @Tag("I3")
    void movesAsideWhatMayBeSomebodysOwn() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "first\nno end");
        try (FileSink sink = sink(SinkFormat.DATA, null)) {
            write(sink, event("1"));
        }
        assertThat(file).hasContent("first\ndata 1\n");
        assertThat(directory.resolve("a/b/out.ndjson.torn")).hasContent("no end\n");
    }

    @Test
    @Tag("I1")
    void aFullDiskAcknowledgesNothing() throws IOException {
        file = Path.of("/dev/full");
        assumeThat(file).exists();
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> write(sink, event("1")))
                        .isInstanceOfSatisfying(ConnectorException.class, e -> {
                            assertThat(e.failure().code()).isEqualTo("disk-full");
                            assertThat(e.failure().blame()).isEqualTo(Failure.Blame.RESOURCES);
                            assertThat(e.failure().remedy()).isEqualTo(Failure.Remedy.RECONNECT);
                        });
            }
        }
    }

    @Test
    void placesThatCannotBeWrittenToAreNamed() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "x");
        file = plain.resolve("out.ndjson");
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
            assertThatThrownBy(() -> write(sink, event("1")))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining(file.toString());
            assertThat(sink.check(deadline()).get(0).failure()).isNotNull();
        }
        file = directory;
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
            assertThatThrownBy(() -> write(sink, event("1"))).hasMessageContaining("is a directory");
            assertThat(sink.check(deadline()).get(0).failure()).isNotNull();
        }
        file = directory.resolve("new/out");
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
            assertThat(sink.check(deadline()).get(0).failure()).isNull();
            assertThat(file.getParent()).doesNotExist();
        }
    }

    @Test
    void twoSinksOnOneFileAreRefused() throws IOException {
        try (FileSink first = sink(SinkFormat.CLOUDEVENTS, null);
                FileSink second = sink(SinkFormat.CLOUDEVENTS, null)) {
            write(first, event("1"));
            assertThatThrownBy(() -> write(second, event("2")))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("written to by another");
            first.close();
            write(second, event("2"));
        }
        assertThat(ids()).containsExactly("1", "2");
    }

    @Test
    @Tag("I1")
    void aFileThatWasMovedOrDeletedIsMadeAnew() throws IOException {
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, null)) {
            write(sink, event("1"));
            Files.move(file, directory.resolve("moved"));
            write(sink, event("2"));
            assertThat(ids()).containsExactly("2");
            Files.delete(file);
            write(sink, event("3"));
            assertThat(ids()).containsExactly("3");
            Files.writeString(file, "");
            write(sink, event("4"));
            assertThat(ids()).containsExactly("4");
        }
    }

    @Test
    void rotatesBySizeAndKeepsSoMany() throws IOException {
        Rotate rotate = new Rotate(new DataSize(500), null, 2);
        try (FileSink sink = sink(SinkFormat.CLOUDEVENTS, rotate)) {
            for (int i = 10; i < 30; i++) {
                write(sink, event(Integer.toString(i)));
            }
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).hasSize(3).allSatisfy(one -> assertThat(one).hasSize(Files.size(file)));
        }
        assertThat(ids()).endsWith("29");
    }

    @Test
    void rotatesByAge() throws IOException {
        try (FileSink sink = sink(SinkFormat.DATA, new Rotate(null, Duration.ofHours(1), 0))) {
            write(sink, event("1"));
            now = now.plus(Duration.ofMinutes(59));
            write(sink, event("2"));
            now = now.plus(Duration.ofMinutes(1));
            write(sink, event("3"));
        }
        assertThat(file).hasContent("data 3\n");
        assertThat(directory.resolve("a/b/out-20260101T010000.000Z.ndjson")).hasContent("data 1\ndata 2\n");
    }

    private FileSink sink(SinkFormat format, @Nullable Rotate rotate) {
        SinkContext context = new SinkContext("test", "file@0", (InstantSource) () -> now);
        return new FileSink(new FileSink.Config(file.toString(), format, rotate, true), context);
    }

    private Outcomes write(FileSink sink, CloudEvent... events) {
        return sink.write(new Batch(List.of(events), deadline()));
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(1), () -> now);
    }

    private List<String> ids() throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> CloudEventJson.read(line.getBytes(UTF_8)).getId())
                .toList();
    }

    private static CloudEvent event(String id) {
        return EventBuilder.of(URI.create("/s"), "t")
                .contentType("text/plain")
                .id(id)
                .data(("data " + id).getBytes(UTF_8))
                .build();
    }
}
