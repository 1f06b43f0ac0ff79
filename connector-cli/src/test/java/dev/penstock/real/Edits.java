package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The Wikipedia edits, and what is known about them. */
final class Edits {
    private final Path zipped = RealData.file("load", "wikipedia-edits-first-12000.jsonl.gz");
    private final Map<String, Object> facts;
    private final byte[] plain;

    Edits() throws IOException {
        facts = RealData.object(Files.readAllBytes(RealData.file("load", "wikipedia-facts.json")));
        try (GZIPInputStream input = new GZIPInputStream(Files.newInputStream(zipped))) {
            plain = input.readAllBytes();
        }
    }

    Path zipped() {
        return zipped;
    }

    /** The source of a pipeline that reads them from a file. */
    static String source(Path file) {
        return """
                connector: file
                config: { path: %s, format: json, type: org.wikipedia.edit, partition-key: { pointer: /channel } }
                """
                .formatted(file);
    }

    Path unzipInto(Path directory) throws IOException {
        return Files.write(directory.resolve("edits.jsonl"), plain);
    }

    /** These arrived: all of them, byte for byte, those of a channel in their order, and the sums are as the facts say. */
    void areExactly(List<String> arrived) throws IOException {
        assertThat(arrived).hasSize((Integer) fact("events"));
        List<String> lines = new String(plain, StandardCharsets.UTF_8).lines().toList();
        Map<String, List<String>> byChannel = byChannel(arrived);
        assertThat(byChannel).isEqualTo(byChannel(lines)).hasSize((Integer) fact("channels"));
        for (Object top : (List<?>) fact("top_channels")) {
            List<?> pair = (List<?>) top;
            assertThat(byChannel.get(String.valueOf(pair.get(0)))).hasSize((Integer) pair.get(1));
        }
        for (String name : List.of("added", "deleted", "delta")) {
            assertThat(sum(name, arrived)).as(name).isEqualTo(((Number) fact("sum_" + name)).longValue());
        }
    }

    private Object fact(String name) {
        return RealData.member(facts, name);
    }

    private static long sum(String name, List<String> edits) throws IOException {
        long sum = 0;
        for (String edit : edits) {
            sum += ((Number) RealData.member(RealData.object(edit), name)).longValue();
        }
        return sum;
    }

    private static Map<String, List<String>> byChannel(List<String> edits) throws IOException {
        Map<String, List<String>> channels = new HashMap<>();
        for (String edit : edits) {
            String channel = RealData.member(RealData.object(edit), "channel").toString();
            channels.computeIfAbsent(channel, key -> new ArrayList<>()).add(edit);
        }
        return channels;
    }
}
