package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The packs judge the providers' own published vectors: 401 or not is the signature's verdict. */
class PublishedVectorsTests {
    @TestFactory
    List<DynamicTest> judgesThePublishedVectorsRight() throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(data, "signature-vectors", "vectors.jsonl"))) {
            Map<String, Object> vector = JSON.std.mapFrom(line);
            tests.add(DynamicTest.dynamicTest(text(vector, "id"), () -> judge(vector)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(12);
        return tests;
    }

    private static void judge(Map<String, Object> vector) {
        Map<String, Object> config =
                Map.of("provider", text(vector, "scheme"), "secrets", List.of("another", text(vector, "secret")));
        if (text(vector, "scheme").equals("standard-webhooks")) {
            config = Map.of("provider", "standard-webhooks", "secrets", List.of(text(vector, "secret")));
        }
        Object now = vector.getOrDefault("now", 0);
        Hook hook = new Hook(config, Instant.ofEpochSecond(((Number) now).longValue()));
        Map<String, String> headers = new HashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(vector.get("headers")))
                .forEach((name, value) -> headers.put(name.toString(), value.toString()));
        headers.put("Content-Type", String.valueOf(vector.getOrDefault("content_type", "application/json")));
        int status = hook.post(headers, text(vector, "body")).status();
        // "valid": null means that the sender does not say; upper-case hex is refused here
        assertThat(status != 401).isEqualTo(Boolean.TRUE.equals(vector.get("valid")));
    }

    private static String text(Map<String, Object> vector, String key) {
        return String.valueOf(vector.get(key));
    }
}
