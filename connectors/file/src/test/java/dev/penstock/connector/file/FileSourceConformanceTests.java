package dev.penstock.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.PollingSourceConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class FileSourceConformanceTests {
    /** A file of lines. */
    abstract static class Lines implements PollingSourceConformance {
        @TempDir
        Path directory = Path.of("");

        @Override
        public Class<?> connector() {
            return FileSource.class;
        }

        /** Where the next line goes. */
        abstract Path file();

        @Override
        public void put(List<String> values) throws IOException {
            for (String value : values) {
                Files.writeString(file(), value + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }

        @Override
        public String value(CloudEvent event) {
            return new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
        }

        /** A line has no line ends, and an empty one is no record. */
        @Override
        public boolean takes(String value) {
            return !value.isBlank() && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        }
    }

    @Nested
    class OneFile extends Lines {
        @Override
        public Map<String, Object> config() {
            return Map.of("path", file());
        }

        @Override
        Path file() {
            return directory.resolve("in.txt");
        }
    }

    /** Each file is a partition. */
    @Nested
    class Glob extends Lines {
        private int written;

        @Override
        public Map<String, Object> config() {
            return Map.of("path", directory.resolve("*.txt"));
        }

        @Override
        Path file() {
            return directory.resolve("in-" + written++ % 2 + ".txt");
        }
    }
}
