package dev.penstock.testkit.example;

import dev.penstock.testkit.PollingSourceConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

class NotesSourceConformanceTests implements PollingSourceConformance {
    @TempDir
    Path directory = Path.of("");

    private int written;

    @Override
    public Class<?> connector() {
        return NotesSource.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("directory", directory, "interval", "50ms");
    }

    @Override
    public void put(List<String> values) throws IOException {
        for (String value : values) {
            Files.writeString(directory.resolve(String.format("%06d", ++written)), value);
        }
    }

    @Override
    public String value(CloudEvent event) {
        return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
    }
}
