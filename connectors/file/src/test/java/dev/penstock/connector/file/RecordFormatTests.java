package dev.penstock.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.penstock.toolkit.json.CloudEventJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFormatTests {
    @TempDir
    Path directory = Path.of("");

    @Test
    void jsonLinesAreCheckedAndKeptAsTheyAre() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), " {\"k\": 1e400, \"k\":2}\n\n[]\r\n{\"k\":\n\"x\"\n");
        Value key = new Value.Pointer("/k");
        try (Reading reading =
                new Reading(Reading.config(file.toString(), Format.JSON, true, key, Start.BEGINNING, Invalid.FAIL))) {
            assertThat(reading.poll(new dev.penstock.api.Partition(file.toString()))
                            .events())
                    .hasSize(2);
            assertThat(reading.texts()).containsExactly(" {\"k\": 1e400, \"k\":2}", "[]");
            assertThat(reading.events.get(0).getExtension("partitionkey")).isEqualTo("2");
            assertThat(reading.events.get(1).getExtension("partitionkey")).isNull();
            assertThatThrownBy(reading::read)
                    .hasMessageContaining("the record at byte 26")
                    .hasMessageContaining("skip");
        }
        try (Reading reading =
                new Reading(Reading.config(file.toString(), Format.JSON, true, null, Start.BEGINNING, Invalid.SKIP))) {
            assertThat(reading.read()).containsExactly(" {\"k\": 1e400, \"k\":2}", "[]", "\"x\"");
        }
    }

    @Test
    void halfAJsonValueWaitsEvenWhenDraining() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "{}\n{\"a\":");
        try (Reading reading = Reading.of(file, Format.JSON, true)) {
            reading.draining = true;
            assertThat(reading.read()).containsExactly("{}");
            Files.writeString(file, "{}\n{\"a\":1}");
            assertThat(reading.read()).containsExactly("{\"a\":1}");
        }
    }

    @Test
    void eventsKeepTheirAttributes() throws IOException {
        String event = "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\",\"data\":[ 1 ]}";
        Path file = Files.writeString(directory.resolve("a"), event + "\n" + event.replace("\"7\"", "\"\"") + "\n");
        try (Reading reading = Reading.of(file, Format.CLOUDEVENTS, true)) {
            reading.poll(new dev.penstock.api.Partition(file.toString()));
            assertThat(reading.events).containsExactly(CloudEventJson.read(event.getBytes(UTF_8)));
            assertThatThrownBy(reading::read).hasMessageContaining("'id' is empty");
        }
    }

    @Test
    void csvRecordsBecomeObjects() throws IOException {
        String text = "\uFEFFid,\"na\"\"me\",note\r\n1,a,\r\n2,\"b,\"\"c\"\"\r\nd\",x\"y\"\"z\n3,only\n";
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        String[] expected = {
            "{\"id\":\"1\",\"na\\\"me\":\"a\",\"note\":\"\"}",
            "{\"id\":\"2\",\"na\\\"me\":\"b,\\\"c\\\"\\r\\nd\",\"note\":\"x\\\"y\\\"\\\"z\"}",
            "{\"id\":\"3\",\"na\\\"me\":\"only\"}"
        };
        try (Reading reading = Reading.of(file, Format.CSV, true)) {
            reading.maxEvents = 1;
            assertThat(reading.read()).containsExactly(expected);
            for (int i = 0; i < 2; i++) {
                try (Reading rest = Reading.of(file, Format.CSV, true)) {
                    rest.offsets.put(new dev.penstock.api.Partition(file.toString()), reading.after.get(i));
                    rest.read();
                    assertThat(rest.events).isEqualTo(reading.events.subList(i + 1, 3));
                }
            }
        }
        Files.writeString(file, "a,b\n1,2,3\n");
        try (Reading reading = Reading.of(file, Format.CSV, true)) {
            assertThatThrownBy(reading::read).hasMessageContaining("3 fields, but the header names 2");
        }
    }

    @Test
    void realEditsArriveByteForByte() throws Exception {
        String data = System.getProperty("penstock.data", "");
        assumeThat(data).as("-Dpenstock.data is set").isNotEmpty();
        Path zipped = Path.of(data, "load", "wikipedia-edits-first-12000.jsonl.gz");
        Path file = directory.resolve("edits.jsonl");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(zipped))) {
            Files.copy(in, file);
        }
        for (Path path : new Path[] {file, zipped}) {
            try (Reading reading = Reading.of(path, Format.JSON, false)) {
                reading.read();
                assertThat(reading.events).hasSize(12_000);
                assertThat(reading.ids()).doesNotHaveDuplicates();
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                reading.texts().forEach(line -> digest.update((line + "\n").getBytes(UTF_8)));
                assertThat(HexFormat.of().formatHex(digest.digest()))
                        .isEqualTo("54885ca5e5e14631cefb94c81e556bea79d5c676196f68a8ff9c7a74bfc23651");
            }
        }
    }
}
