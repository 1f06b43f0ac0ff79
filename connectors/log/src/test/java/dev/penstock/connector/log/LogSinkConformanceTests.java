package dev.penstock.connector.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.api.ConnectorContext;
import dev.penstock.testkit.SinkConformance;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class LogSinkConformanceTests implements SinkConformance {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public Class<?> connector() {
        return LogSink.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("format", "json");
    }

    /** Standard output belongs to the process that runs the tests. */
    @Override
    public AutoCloseable build(Record config, ConnectorContext context) {
        return new LogSink((LogSink.Config) config, out);
    }

    @Override
    public boolean usedInIsolation() {
        return false;
    }

    @Override
    public List<String> arrived() {
        return out.toString(UTF_8)
                .lines()
                .map(line -> CloudEventJson.read(line.getBytes(UTF_8)))
                .map(LogSinkConformanceTests::value)
                .toList();
    }

    private static String value(CloudEvent event) {
        return event.getData() == null
                ? ""
                : new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
    }
}
