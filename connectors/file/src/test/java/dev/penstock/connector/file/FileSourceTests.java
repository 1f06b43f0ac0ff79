package dev.penstock.connector.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Polled;
import dev.penstock.api.config.DataSize;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTests {
    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("in.log");
    }

    @Test
    void everyLineIsAnEvent() throws IOException {
        Files.writeString(file, "one\r\n\ntwo\n");
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            assertThat(reading.read()).containsExactly("one", "", "two");
            CloudEvent first = reading.events.get(0);
            assertThat(first.getType()).isEqualTo("dev.penstock.file.line");
            assertThat(first.getSource()).isEqualTo(file.toUri());
            assertThat(first.getDataContentType()).isEqualTo("text/plain");
            assertThat(reading.ids()).doesNotHaveDuplicates();
        }
    }

    @Test
    void bytesThatAreNotUtf8AreKept() throws IOException {
        Files.write(file, "caf\u00e9\n".getBytes(ISO_8859_1));
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            reading.read();
            assertThat(reading.events.get(0).getData().toBytes()).isEqualTo("caf\u00e9".getBytes(ISO_8859_1));
        }
    }

    @Test
    void halfALineWaitsUntilItEnds() throws IOException {
        Files.writeString(file, "one\ntw");
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            assertThat(reading.read()).containsExactly("one");
            assertThat(reading.poll(partition()).next())
                    .as("an idle file moves nothing")
                    .isNull();
            Files.writeString(file, "one\ntwo\nthree");
            assertThat(reading.read()).containsExactly("two");
            assertThat(reading.restart().read()).isEmpty();
            reading.draining = true;
            assertThat(reading.read()).containsExactly("three");
            assertThat(reading.poll(partition()).when())
                    .as("a drain does not wait for more")
                    .isEqualTo(Polled.When.END);
        }
    }

    @Test
    void withoutFollowingTheLastLineNeedsNoEnd() throws IOException {
        Files.writeString(file, "one\ntwo");
        try (Reading reading = Reading.of(file, Format.LINES, false)) {
            assertThat(reading.read()).containsExactly("one", "two");
            assertThat(reading.poll(partition()).when()).isEqualTo(Polled.When.END);
        }
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws IOException {
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            assertThat(reading.read()).isEmpty();
            assertThat(reading.source().pending()).hasValue(0);
            reading.draining = true;
            assertThat(reading.poll(partition()).when()).isEqualTo(Polled.When.END);
            reading.draining = false;
            Files.writeString(file, "one\n");
            assertThat(reading.read()).containsExactly("one");
        }
        Path missing = directory.resolve("missing");
        try (Reading reading = Reading.of(missing, Format.LINES, false)) {
            assertThatThrownBy(reading::read)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("no file");
        }
        try (Reading reading = Reading.of(directory, Format.LINES, true)) {
            assertThatThrownBy(reading::read).hasMessageContaining("not a regular file");
        }
    }

    @Test
    @Tag("I5")
    void resumesAfterEveryOffsetWithTheSameIds() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("line ").append(i).append("x".repeat(i % 17)).append(i % 3 == 0 ? "\r\n" : "\n");
        }
        Files.writeString(file, text);
        try (Reading whole = Reading.of(file, Format.LINES, true)) {
            whole.maxEvents = 7;
            whole.read();
            assertThat(whole.events).hasSize(400);
            for (int i = 0; i < whole.after.size(); i++) {
                Offset stored = whole.after.get(i);
                try (Reading rest = Reading.of(file, Format.LINES, true)) {
                    rest.offsets.put(partition(), stored);
                    rest.read();
                    assertThat(rest.events).isEqualTo(whole.events.subList(i + 1, 400));
                }
            }
        }
    }

    @Test
    @Tag("I6")
    void boundsOfThePollHold() throws IOException {
        Files.writeString(file, ("x".repeat(99) + "\n").repeat(100));
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            reading.maxBytes = 250;
            assertThat(reading.poll(partition()).events()).hasSize(3);
            reading.maxEvents = 2;
            assertThat(reading.poll(partition()).events()).hasSize(2);
            assertThat(reading.source().pending().orElse(0)).isBetween(80L, 110L);
            reading.maxBytes = 1;
            assertThat(reading.poll(partition()).events()).hasSize(1);
        }
    }

    @Test
    void aLineThatIsTooLongStopsThePipelineAfterThoseBefore() throws IOException {
        Files.writeString(file, "one\n" + "x".repeat(1 << 17) + "\ntwo\n");
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            assertThat(reading.poll(partition()).events()).hasSize(1);
            assertThatThrownBy(reading::read)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("byte 4")
                    .hasMessageContaining("longer than " + new DataSize(1 << 16));
        }
    }

    @Test
    void readsLinesThatSpanBuffers() throws IOException {
        String line = "0123456789".repeat(6500);
        Files.writeString(file, (line + "\n").repeat(40));
        try (Reading reading = Reading.of(file, Format.LINES, false)) {
            reading.maxBytes = Long.MAX_VALUE;
            assertThat(reading.read()).hasSize(40).containsOnly(line);
        }
    }

    @Test
    void readsGzipAndResumesInIt() throws IOException {
        file = directory.resolve("in.log.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("one\ntwo\nthree\nfour".getBytes(ISO_8859_1));
        }
        Files.write(file, bytes.toByteArray());
        try (Reading reading = Reading.of(file, Format.LINES, false)) {
            reading.maxEvents = 1;
            assertThat(reading.read()).containsExactly("one", "two", "three", "four");
            for (int i = 0; i < 3; i++) {
                try (Reading rest = Reading.of(file, Format.LINES, false)) {
                    rest.offsets.put(partition(), reading.after.get(i));
                    assertThat(rest.read()).isEqualTo(reading.texts().subList(i + 1, 4));
                    assertThat(rest.ids()).isEqualTo(reading.ids().subList(i + 1, 4));
                }
            }
        }
        Files.write(file, java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            assertThat(reading.read()).startsWith("one", "two");
        }
    }

    @Test
    void startsAtTheEndIfSoWanted() throws IOException {
        Files.writeString(file, "one\ntwo\nthr");
        FileSource.Config config = Reading.config(file.toString(), Format.LINES, true, null, Start.END, Invalid.FAIL);
        try (Reading reading = new Reading(config)) {
            assertThat(reading.read()).isEmpty();
            reading.restart();
            Files.writeString(file, "one\ntwo\nthree\nfour\n");
            assertThat(reading.read()).containsExactly("three", "four");
        }
    }

    @Test
    void filesOfAGlobAreFollowedUnderAnyName() throws IOException {
        Path one = Files.writeString(directory.resolve("a.log"), "one\n");
        Files.writeString(directory.resolve("b.log"), "two\n");
        Files.writeString(directory.resolve("c.txt"), "other\n");
        try (Reading reading = new Reading(Reading.config(directory + "/*.log*", Format.LINES, true))) {
            assertThat(reading.read()).containsExactlyInAnyOrder("one", "two");
            Files.move(one, directory.resolve("a.log.1"));
            Files.writeString(directory.resolve("a.log.1"), "one\nmore\n");
            Files.writeString(one, "three\n");
            assertThat(reading.read()).containsExactlyInAnyOrder("more", "three");
            assertThat(reading.restart().read()).isEmpty();
            assertThat(reading.ids()).doesNotHaveDuplicates();
        }
        try (Reading reading = new Reading(Reading.config(directory + "/**/*.none", Format.LINES, true))) {
            assertThat(reading.read()).isEmpty();
        }
    }

    @Test
    void checksSayWhatIsThere() throws IOException {
        Deadline deadline = Deadline.in(Duration.ofSeconds(1), java.time.Clock.systemUTC());
        Files.writeString(file, "one\n");
        try (Reading reading = Reading.of(file, Format.LINES, true)) {
            assertThat(reading.source().check(deadline).get(0).detail()).endsWith("in.log, 4B");
        }
        try (Reading reading = Reading.of(directory, Format.LINES, true)) {
            assertThat(reading.source().check(deadline).get(0).failure()).isNotNull();
        }
    }

    private Partition partition() {
        return new Partition(file.toString());
    }

    static List<String> lines(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(i -> "line " + i)
                .toList();
    }
}
