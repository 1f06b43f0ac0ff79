package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of public data files; a test that asks for one is skipped where there is no folder. */
final class RealData {
    private RealData() {}

    static Path file(String first, String... more) {
        String folder = System.getProperty("penstock.data", "");
        assumeFalse(folder.isEmpty(), "needs -Dpenstock.data=DIR");
        Path path = Path.of(folder, first).resolve(String.join("/", more));
        assertThat(path).exists();
        return path;
    }

    /** All files under a folder, in the order of their names. */
    static List<Path> files(String first, String... more) throws IOException {
        try (Stream<Path> walk = Files.walk(file(first, more))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static Map<String, Object> object(byte[] json) throws IOException {
        return JSON.std.mapFrom(json);
    }

    static Map<String, Object> object(String json) throws IOException {
        return object(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A member that has to be there. */
    static Object member(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + object);
        }
        return value;
    }
}
