package dev.penstock.testkit;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Drives sinks that write lines into a file. */
@ExtendWith(Cases.OnlyByBrokenTests.class)
abstract class SinkLinesDriver implements SinkDriver {
    @TempDir
    Path directory = Path.of("");

    private final Class<?> connector;

    SinkLinesDriver(Class<?> connector) {
        this.connector = connector;
    }

    @Override
    public Class<?> connector() {
        return connector;
    }

    @Override
    public Map<String, Object> config() throws IOException {
        if (!Files.exists(directory.resolve("away"))) {
            Files.createDirectories(directory.resolve("target"));
        }
        return Map.of("path", directory.resolve("target").resolve("lines"));
    }

    @Override
    public List<String> arrived() throws IOException {
        Path file = directory.resolve("target").resolve("lines");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                        .toList()
                : List.of();
    }

    public CloudEvent poison(String id) {
        return event(id, "poisoned", "poison " + id);
    }

    public void breakDown() throws IOException {
        Files.createDirectories(directory.resolve("target"));
        Files.move(directory.resolve("target"), directory.resolve("away"));
    }

    public void recover() throws IOException {
        Files.move(directory.resolve("away"), directory.resolve("target"));
    }

    @Override
    public Duration patience() {
        return Cases.patience(this);
    }
}
