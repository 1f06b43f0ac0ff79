package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the CloudEvents project are taken or refused as their names say; what is refused goes nowhere. */
class CloudEventsSamplesIT {
    private static final Map<String, String> STRUCTURED = Map.of("Content-Type", "application/cloudevents+json");
    private static final Map<String, String> BATCH = Map.of("Content-Type", "application/cloudevents-batch+json");

    @TempDir
    Path directory;

    @Test
    void samplesOfTheSdk() throws Exception {
        List<Path> samples = RealData.files("cloudevents", "sdk-java-json-v1");
        assertThat(samples).hasSize(17);
        List<Object> good = new ArrayList<>();
        try (Running running = start()) {
            Sender sender = new Sender(running.hook());
            for (Path sample : samples) {
                String name = sample.getFileName().toString();
                boolean bad = name.startsWith("fail_") || name.contains("invalid") || name.contains("upper_case");
                byte[] body = Files.readAllBytes(sample);
                assertThat(sender.post(STRUCTURED, body)).as(name).isEqualTo(bad ? 400 : 204);
                if (!bad) {
                    good.add(RealData.object(body).get("datacontenttype"));
                }
            }
            running.stop();
        }
        assertThat(written()).extracting(event -> event.get("datacontenttype")).isEqualTo(good);
    }

    /** Two of the document's own examples hold dots where base64 belongs, one of them in a batch. */
    @Test
    void examplesOfTheJsonFormat() throws Exception {
        byte[] examples = Files.readAllBytes(RealData.file("cloudevents", "json-format-examples.json"));
        List<Object> good = new ArrayList<>();
        try (Running running = start()) {
            Sender sender = new Sender(running.hook());
            for (Object each : JSON.std.listFrom(examples)) {
                Object value = RealData.member((Map<?, ?>) each, "value");
                String text = JSON.std.asString(value);
                boolean bad = text.contains("... base64");
                assertThat(sender.post(value instanceof List ? BATCH : STRUCTURED, text))
                        .as(text)
                        .isEqualTo(bad ? 400 : 204);
                if (!bad && value instanceof Map<?, ?> event) {
                    good.add(data(event));
                }
            }
            running.stop();
        }
        assertThat(good).hasSize(5);
        assertThat(written()).extracting(CloudEventsSamplesIT::data).isEqualTo(good);
    }

    /** Data is JSON where nothing else is said, in base64 or not. */
    private static Object data(Map<?, ?> event) {
        Object base64 = event.get("data_base64");
        try {
            return base64 == null
                    ? RealData.member(event, "data")
                    : JSON.std.anyFrom(Base64.getDecoder().decode(base64.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void validBatches() throws Exception {
        byte[] batches =
                Files.readAllBytes(RealData.file("cloudevents", "conformance", "format-json", "valid-batches.json"));
        List<Object> expected = new ArrayList<>();
        try (Running running = start()) {
            Sender sender = new Sender(running.hook());
            for (Object test : (List<?>) RealData.member(RealData.object(batches), "tests")) {
                List<?> batch = (List<?>) RealData.member((Map<?, ?>) test, "batch");
                sender.taken(BATCH, JSON.std.asString(batch).getBytes(StandardCharsets.UTF_8));
                expected.addAll(batch);
            }
            running.stop();
        }
        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(List.<Object>copyOf(written())).isEqualTo(expected);
    }

    @Test
    void scenariosOfTheHttpBinding() throws Exception {
        List<BindingScenario> scenarios = BindingScenario.all();
        assertThat(scenarios).hasSize(4);
        try (Running running = start()) {
            Sender sender = new Sender(running.hook());
            for (BindingScenario scenario : scenarios) {
                sender.taken(scenario.headers(), scenario.body().getBytes(StandardCharsets.UTF_8));
            }
            running.stop();
        }
        List<Map<String, Object>> written = written();
        assertThat(written).hasSameSizeAs(scenarios);
        for (int i = 0; i < written.size(); i++) {
            BindingScenario scenario = scenarios.get(i);
            assertThat(written.get(i))
                    .containsAllEntriesOf(scenario.attributes())
                    .containsEntry("data", JSON.std.anyFrom(scenario.data()));
        }
    }

    /** Nothing is remembered: many samples have the same id. */
    private Running start() throws IOException {
        return Running.start(
                directory,
                "connector: webhook\nconfig: { provider: cloudevents, path: /hook, remember: 0s }\n",
                "connector: file\nconfig: { path: " + output() + " }\n");
    }

    private Path output() {
        return directory.resolve("out.ndjson");
    }

    private List<Map<String, Object>> written() throws IOException {
        List<Map<String, Object>> events = new ArrayList<>();
        for (String line : Files.readAllLines(output(), StandardCharsets.UTF_8)) {
            events.add(RealData.object(line));
        }
        return events;
    }
}
