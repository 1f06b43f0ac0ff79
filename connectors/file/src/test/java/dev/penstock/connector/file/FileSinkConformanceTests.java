package dev.penstock.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.SinkConformance;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

class FileSinkConformanceTests implements SinkConformance {
    @TempDir
    Path directory = Path.of("");

    @Override
    public Class<?> connector() {
        return FileSink.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("path", directory.resolve("out.ndjson"));
    }

    @Override
    public List<String> arrived() throws IOException {
        Path file = directory.resolve("out.ndjson");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(line -> CloudEventJson.read(line.getBytes(UTF_8)))
                        .map(FileSinkConformanceTests::value)
                        .toList()
                : List.of();
    }

    private static String value(CloudEvent event) {
        return event.getData() == null
                ? ""
                : new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
    }
}
