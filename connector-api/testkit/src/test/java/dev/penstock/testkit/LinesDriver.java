package dev.penstock.testkit;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Drives sources over the lines of a file. */
@ExtendWith(Cases.OnlyByBrokenTests.class)
abstract class LinesDriver implements SourceDriver {
    @TempDir
    Path directory = Path.of("");

    private final Class<?> connector;

    LinesDriver(Class<?> connector) {
        this.connector = connector;
    }

    @Override
    public Class<?> connector() {
        return connector;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("path", file(), "token", "do-not-show-me", "interval", "50ms");
    }

    Path file() {
        return directory.resolve("lines");
    }

    @Override
    public void put(List<String> values) throws IOException {
        for (String value : values) {
            Files.writeString(
                    file(),
                    Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    @Override
    public String value(CloudEvent event) {
        return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public Duration patience() {
        return Cases.patience(this);
    }
}
