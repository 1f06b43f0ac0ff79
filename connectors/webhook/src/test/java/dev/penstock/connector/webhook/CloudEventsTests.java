package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.penstock.api.webhook.WebhookReply;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTests {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";
    private final Hook hook = new Hook(Map.of("provider", "cloudevents"));

    @Test
    void takesBinaryMode() {
        Map<String, String> headers = binary();
        headers.put("CE-Subject", "a%20b%E2%82%AC %zz");
        headers.put("ce-quoted", "\"x \\\"y\\\" %41\"");
        headers.put("ce-time", "2026-01-31T10:00:00Z");
        CloudEvent event = hook.event(headers, "{\"n\": 1.0}");
        assertThat(event.getId()).isEqualTo("1");
        assertThat(event.getSubject()).isEqualTo("a b€ %zz");
        assertThat(event.getExtension("quoted")).isEqualTo("x \"y\" A");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(Hook.text(event)).isEqualTo("{\"n\": 1.0}");
    }

    @Test
    void takesStructuredMode() {
        CloudEvent event = hook.event(
                Map.of("Content-Type", STRUCTURED + "; charset=UTF-8"),
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"n\": 1.0,\"n\":2}}");
        assertThat(event.getSource()).hasToString("/s");
        assertThat(Hook.text(event)).isEqualTo("{\"n\": 1.0,\"n\":2}");
    }

    @Test
    void takesABatchAllOrNone() {
        String one = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";
        assertThat(hook.post(Map.of("Content-Type", BATCH), "[" + one + "," + one.replace("\"1\"", "\"2\"") + "]")
                        .status())
                .isEqualTo(204);
        assertThat(hook.delivered).extracting(CloudEvent::getId).containsExactly("1", "2");
        assertThat(hook.post(Map.of("Content-Type", BATCH), "[" + one + "," + one.replace("\"/s\"", "\"\"") + "]")
                        .status())
                .isEqualTo(400);
        assertThat(hook.post(Map.of("Content-Type", BATCH), "[]").status()).isEqualTo(204);
        assertThat(hook.delivered).hasSize(2);
    }

    @Test
    void deliversTheSameEventOnceWhateverItsMode() {
        assertThat(hook.post(binary(), "{}").status()).isEqualTo(204);
        assertThat(hook.post(
                                Map.of("Content-Type", STRUCTURED),
                                "{\"type\":\"t\",\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\"}")
                        .status())
                .isEqualTo(204);
        Map<String, String> other = binary();
        other.put("ce-source", "/other");
        assertThat(hook.post(other, "{}").status()).isEqualTo(204);
        assertThat(hook.delivered).hasSize(2);
        assertThat(hook.metrics.duplicates()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "ce-id|''",
                "ce-source|''",
                "ce-type|''",
                "ce-specversion|0.3",
                "ce-specversion|2.0",
                "ce-time|yesterday",
                "ce-time|2026-01-31",
                "ce-dataschema|relative",
                "ce-source|a b",
                "Content-Type|no type",
                "ce-foo-bar|x",
                "ce-id|%FF",
                "ce-datacontenttype|application/json"
            },
            delimiter = '|')
    void refusesABinaryEventThatIsNotValid(String header, String value) {
        Map<String, String> headers = binary();
        headers.put(header, value);
        assertThat(hook.post(headers, "{}").status()).isEqualTo(400);
        assertThat(hook.delivered).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "ce-specversion"})
    void refusesABinaryEventThatLacksAnAttribute(String header) {
        Map<String, String> headers = binary();
        headers.remove(header);
        WebhookReply reply = hook.post(headers, "{}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains(header.substring(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"noon\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"datacontenttype\":\"x\"}",
                "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"/s\",\"type\":\"t\"}"
            })
    void refusesAStructuredEventThatIsNotValid(String body) {
        assertThat(hook.post(Map.of("Content-Type", STRUCTURED), body).status()).isEqualTo(400);
        assertThat(hook.delivered).isEmpty();
    }

    @Test
    void refusesHostileBodiesAndOtherFormats() {
        String deep = "[".repeat(100_000);
        for (String type : List.of(STRUCTURED, BATCH)) {
            assertThat(hook.post(Map.of("Content-Type", type), deep).status()).isEqualTo(400);
            assertThat(hook.post(Map.of("Content-Type", type), "{\"data\":" + deep)
                            .status())
                    .isEqualTo(400);
            byte[] invalid = {'{', '"', (byte) 0xFF, '"', ':', '1', '}'};
            assertThat(hook.post(Map.of("Content-Type", type), invalid).status())
                    .isEqualTo(400);
        }
        assertThat(hook.post(binary(), deep).status()).isEqualTo(400);
        assertThat(hook.post(Map.of("Content-Type", "application/cloudevents+xml"), "<a/>")
                        .status())
                .isEqualTo(415);
        assertThat(hook.post(Map.of("Content-Type", STRUCTURED + "; charset=utf-16"), "{}")
                        .status())
                .isEqualTo(415);
        assertThat(hook.post(Map.of("Content-Type", "application/json"), "{}").status())
                .isEqualTo(400);
    }

    @Test
    void keepsTheTraceOfTheEventAndElseTakesThatOfTheRequest() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String own = parent.replace("0af", "fff");
        Map<String, String> headers = binary();
        headers.put("traceparent", parent);
        assertThat(hook.event(headers, "{}").getExtension("traceparent")).isEqualTo(parent);
        headers.put("ce-traceparent", own);
        headers.put("ce-id", "2");
        assertThat(hook.event(headers, "{}").getExtension("traceparent")).isEqualTo(own);
        CloudEvent event = hook.event(
                Map.of("Content-Type", STRUCTURED, "traceparent", parent, "tracestate", "a=1"),
                "{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/s\",\"type\":\"t\",\"data\":1.0}");
        assertThat(event.getExtension("traceparent")).isEqualTo(parent);
        assertThat(event.getExtension("tracestate")).isEqualTo("a=1");
        assertThat(Hook.text(event)).isEqualTo("1.0");
    }

    @Test
    void answersWhoAsksWhetherToSend() {
        Map<String, String> ask = Map.of("WebHook-Request-Origin", "sender.example", "WebHook-Request-Rate", "120");
        WebhookReply reply = hook.send("OPTIONS", ask, new byte[0]);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("WebHook-Allowed-Origin", "sender.example")
                .containsEntry("WebHook-Allowed-Rate", "*");
        Hook strict = new Hook(
                Map.of("provider", "cloudevents", "allowed-origins", List.of("sender.example"), "allowed-rate", "100"));
        assertThat(strict.send("OPTIONS", ask, new byte[0]).headers()).containsEntry("WebHook-Allowed-Rate", "100");
        WebhookReply refused = strict.send("OPTIONS", Map.of("WebHook-Request-Origin", "other.example"), new byte[0]);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers()).doesNotContainKey("WebHook-Allowed-Origin");
        assertThat(strict.send("OPTIONS", Map.of(), new byte[0]).headers()).containsEntry("Allow", "POST, OPTIONS");
        assertThat(strict.send("OPTIONS", Map.of("WebHook-Request-Origin", "a b"), new byte[0])
                        .status())
                .isEqualTo(400);
        assertThat(strict.send("GET", Map.of(), new byte[0]).status()).isEqualTo(405);
    }

    @Test
    void asksForATokenWhenThereAreSecrets() {
        Hook closed = new Hook(Map.of("provider", "cloudevents", "secrets", List.of("t")));
        assertThat(closed.post(binary(), "{}").status()).isEqualTo(401);
        Map<String, String> headers = binary();
        headers.put("Authorization", "Bearer t");
        assertThat(closed.post(headers, "{}").status()).isEqualTo(204);
    }

    @Test
    void takesTheSamplesOfTheSdkOrNotAsTheirNamesSay() throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        try (Stream<Path> files = Files.list(Path.of(data, "cloudevents", "sdk-java-json-v1"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                int expected =
                        name.startsWith("fail_") || name.contains("invalid") || name.contains("upper_case") ? 400 : 204;
                Hook fresh = new Hook(Map.of("provider", "cloudevents"));
                WebhookReply reply = fresh.post(Map.of("Content-Type", STRUCTURED), Files.readAllBytes(file));
                assertThat(reply.status()).as("%s: %s", name, reply.body()).isEqualTo(expected);
            }
        }
    }

    private static Map<String, String> binary() {
        Map<String, String> headers = new HashMap<>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", "1");
        headers.put("ce-source", "/s");
        headers.put("ce-type", "t");
        headers.put("Content-Type", "application/json");
        return headers;
    }

    @Test
    void takesAnEventWithoutData() {
        Map<String, String> headers = binary();
        headers.remove("Content-Type");
        assertThat(hook.post(headers, new byte[0]).status()).isEqualTo(204);
        assertThat(hook.delivered.get(0).getData()).isNull();
        headers.put("ce-id", "2");
        byte[] bytes = "plain \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(hook.post(headers, bytes).status()).isEqualTo(204);
        assertThat(Hook.data(hook.delivered.get(1))).isEqualTo(bytes);
    }
}
