package dev.penstock.function.functiongraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.penstock.api.webhook.WebhookRequest;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events that the platform documents, and the facts known of them. */
class RecordedEventsTests {
    private static final Map<String, Integer> EVENTS = Map.of(
            "dms4kafka_event.json", 5,
            "kafka_event.json", 5,
            "s3obs_event.json", 1,
            "smn_event.json", 1,
            "timer_timer_event.json", 1,
            "timer_timer2_event.json", 1);

    private static Path folder() {
        String folder = System.getProperty("penstock.data", "");
        assumeFalse(folder.isEmpty(), "needs -Dpenstock.data=DIR");
        return Path.of(folder, "functiongraph");
    }

    @Test
    void theFactsHold() throws IOException {
        List<String> facts = Files.readAllLines(folder().resolve("facts.jsonl"));
        assertThat(facts).hasSize(7);
        for (String line : facts) {
            JsonObject fact = JsonParser.parseString(line).getAsJsonObject();
            byte[] json = Files.readAllBytes(folder().resolve(fact.get("file").getAsString()));
            JsonObject parsed = JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            assertThat(parsed.keySet())
                    .containsExactlyInAnyOrderElementsOf(fact.getAsJsonArray("top_keys").asList().stream()
                            .map(JsonElement::getAsString)
                            .toList());
            Payload payload = new Payload(json);
            if (fact.has("records")) {
                assertThat(payload.items(parsed.has("records") ? "/records" : "/Records"))
                        .hasSize(fact.get("records").getAsInt());
            }
            if (fact.has("decoded_body")) {
                WebhookRequest request = ApiGateway.request(payload).orElseThrow();
                assertThat(new String(request.body(), StandardCharsets.UTF_8))
                        .isEqualTo(fact.get("decoded_body").getAsString());
            }
        }
    }

    @Test
    void eachRecordIsAnEvent() throws IOException {
        for (Map.Entry<String, Integer> expected : EVENTS.entrySet()) {
            byte[] json = Files.readAllBytes(folder().resolve("java-events").resolve(expected.getKey()));
            List<CloudEvent> events = TriggerEvents.read(new Payload(json), "test", "request-1");
            assertThat(events).as(expected.getKey()).hasSize(expected.getValue());
            assertThat(events)
                    .extracting(CloudEvent::getType)
                    .doesNotContain("com.huaweicloud.functiongraph.invocation");
        }
    }
}
