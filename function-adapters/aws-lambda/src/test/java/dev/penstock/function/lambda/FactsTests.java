package dev.penstock.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.webhook.WebhookRequest;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recorded invocation gives what is known of it. */
class FactsTests {
    static final Payloads.Call CALL = new Payloads.Call("request-1", TestContext.FUNCTION);

    private static Path folder() {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        Path folder = Path.of(data, "aws-lambda-events");
        assertThat(folder).exists();
        return folder;
    }

    private static List<Map<String, Object>> facts() throws IOException {
        List<Map<String, Object>> facts = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve("facts.jsonl"))) {
            facts.add(JSON.std.mapFrom(line));
        }
        return facts;
    }

    @TestFactory
    List<DynamicTest> givesWhatIsKnownOfEachRecordedInvocation() throws IOException {
        return facts().stream()
                .map(fact -> DynamicTest.dynamicTest(text(fact, "file"), () -> check(fact)))
                .toList();
    }

    @Test
    @Tag("I5")
    void givesTheSameIdsAgain() throws IOException {
        for (Map<String, Object> fact : facts()) {
            byte[] payload = Files.readAllBytes(folder().resolve(text(fact, "file")));
            if (Payloads.read(payload, CALL) instanceof Payload.Records first) {
                Payload.Records second = (Payload.Records) Payloads.read(payload, CALL);
                assertThat(second.items()).extracting(Item::event).isEqualTo(events(first));
                assertThat(events(first))
                        .extracting(event -> event.getSource() + " " + event.getId())
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static void check(Map<String, Object> fact) throws IOException {
        byte[] bytes = Files.readAllBytes(folder().resolve(text(fact, "file")));
        Payload payload = Payloads.read(bytes, CALL);
        assertThat(payload.kind()).isEqualTo(kind(fact));
        if (payload instanceof Payload.Http http) {
            checkRequest(fact, http.request());
        } else {
            checkEvents(fact, events((Payload.Records) payload), bytes);
        }
    }

    private static String kind(Map<String, Object> fact) {
        String kind = text(fact, "kind").split(" ", 2)[0];
        return switch (kind) {
            case "cloudwatch-logs" -> "logs";
            case "aws:cloudfront", "aws:codecommit", "aws:ses" -> "records";
            case "other" -> text(fact, "file").contains("rabbitmq") ? "rabbitmq" : "unknown";
            case "firehose/other" -> "unknown";
            default -> kind.startsWith("aws:") ? kind.substring(4) : kind;
        };
    }

    private static void checkRequest(Map<String, Object> fact, WebhookRequest request) {
        assertThat(request.method()).isEqualTo(fact.get("method"));
        assertThat(request.path()).isEqualTo(fact.get("path"));
        if (fact.containsKey("query")) {
            assertThat(request.query()).isEqualTo(fact.get("query"));
        }
        if (fact.containsKey("body")) {
            Object body = Objects.requireNonNullElse(fact.get("body"), "");
            assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(body);
        }
        if (fact.get("cookies") instanceof List<?> cookies) {
            assertThat(request.header("Cookie"))
                    .isEqualTo(String.join(
                            "; ", cookies.stream().map(String::valueOf).toList()));
        }
    }

    private static void checkEvents(Map<String, Object> fact, List<CloudEvent> events, byte[] payload) {
        String kind = kind(fact);
        if (kind.equals("unknown")) {
            assertThat(events).hasSize(1);
            assertThat(data(events.get(0))).isEqualTo(new String(payload, StandardCharsets.UTF_8).strip());
            return;
        }
        if (fact.containsKey("records")) {
            assertThat(events).hasSize((Integer) Objects.requireNonNull(fact.get("records")));
        }
        for (String bodies : List.of("decoded", "bodies", "messages")) {
            if (fact.get(bodies) instanceof List<?> expected) {
                assertThat(events).extracting(FactsTests::data).isEqualTo(expected);
            }
        }
        if (fact.get("keys") instanceof List<?> keys) {
            assertThat(events).extracting(CloudEvent::getSubject).isEqualTo(keys);
        }
        CloudEvent first = events.get(0);
        switch (kind) {
            case "logs" -> {
                assertThat(events).hasSize((Integer) Objects.requireNonNull(fact.get("logEvents")));
                assertThat(first.getSource().toString()).endsWith(":" + fact.get("logGroup"));
            }
            case "eventbridge" -> {
                assertThat(first.getSource().toString()).isEqualTo(fact.get("source"));
                assertThat(first.getType()).isEqualTo(fact.get("detail-type"));
                assertThat(first.getId()).isEqualTo(fact.get("id"));
                assertThat(first.getTime()).isEqualTo(OffsetDateTime.parse(text(fact, "time")));
            }
            case "websocket" -> {
                assertThat(first.getExtension("routekey")).isEqualTo(fact.get("route"));
                assertThat(first.getType()).endsWithIgnoringCase(text(fact, "eventType"));
            }
            case "kafka" ->
                assertThat(((List<?>) Objects.requireNonNull(fact.get("topic_partitions"))))
                        .hasSize(1);
            default -> {}
        }
    }

    static List<CloudEvent> events(Payload.Records records) {
        return records.items().stream()
                .map(item -> Objects.requireNonNull(item.event(), String.valueOf(item.unreadable())))
                .toList();
    }

    static @Nullable String data(CloudEvent event) {
        return event.getData() == null ? null : new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }

    private static String text(Map<String, Object> fact, String name) {
        return String.valueOf(fact.get(name));
    }
}
