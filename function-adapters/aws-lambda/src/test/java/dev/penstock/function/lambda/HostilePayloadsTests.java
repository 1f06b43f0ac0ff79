package dev.penstock.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Recorded invocations with something in them that should not be there: read, or refused in words, and nothing else. */
class HostilePayloadsTests {
    private static final List<@Nullable Object> INSTEAD =
            Arrays.asList(null, "", "\u0000?", -1, 1e300, true, List.of(), List.of(1), Map.of(), Map.of("a", "b"));

    private static List<Path> files() throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        try (Stream<Path> walk = Files.walk(Path.of(data, "aws-lambda-events"))) {
            return walk.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static void read(byte[] payload) {
        try {
            assertThat(Payloads.read(payload, FactsTests.CALL)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void aValueOfAnotherKindIsReadOrRefused() throws IOException {
        int tried = 0;
        for (Path file : files()) {
            Object tree = JSON.std.anyFrom(Files.readAllBytes(file));
            List<Runnable> changes = new ArrayList<>();
            collect(tree, () -> read(bytes(tree)), changes);
            changes.forEach(Runnable::run);
            tried += changes.size();
        }
        assertThat(tried).isGreaterThan(10_000);
    }

    @Test
    void aPayloadThatEndsTooEarlyIsRefused() throws IOException {
        for (Path file : files()) {
            byte[] whole = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .strip()
                    .getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < whole.length; length += 1 + whole.length / 50) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Payloads.read(part, FactsTests.CALL)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** Each place in turn holds each of the other values, is read, and is put back. */
    @SuppressWarnings("unchecked")
    private static void collect(Object value, Runnable read, List<Runnable> changes) {
        if (value instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) object;
            for (String name : List.copyOf(members.keySet())) {
                Object before = members.get(name);
                for (Object other : INSTEAD) {
                    changes.add(() -> {
                        members.put(name, other);
                        read.run();
                        members.put(name, before);
                    });
                }
                if (before != null) {
                    collect(before, read, changes);
                }
            }
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> items = (List<@Nullable Object>) list;
            for (int i = 0; i < items.size(); i++) {
                int index = i;
                Object before = items.get(i);
                for (Object other : INSTEAD) {
                    changes.add(() -> {
                        items.set(index, other);
                        read.run();
                        items.set(index, before);
                    });
                }
                if (before != null) {
                    collect(before, read, changes);
                }
            }
        }
    }

    private static byte[] bytes(Object tree) {
        try {
            return JSON.std.asBytes(tree);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
