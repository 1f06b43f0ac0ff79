package dev.penstock.function.functiongraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.penstock.function.PackagedFunction;
import dev.penstock.function.TestPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationsTests {
    @TempDir
    Path dir;

    private static Answer invoke(PackagedFunction function, String payload) {
        return new Invocations(function).handle("r1", payload.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20));
    }

    private static JsonObject json(Answer answer) {
        return JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static String event(String id, String type) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/x\",\"type\":\"" + type
                + "\",\"subject\":\"" + id + "\"}";
    }

    private static String request(String method, String path, String query, String headers, String body) {
        return "{\"httpMethod\":\"" + method + "\",\"path\":\"" + path + "\",\"queryStringParameters\":" + query
                + ",\"headers\":" + headers + ",\"isBase64Encoded\":true,\"body\":\""
                + Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    @Tag("I3")
    void pollsWhateverInvokesItAndFailsWhenPollingFails() {
        TestPackage made =
                new TestPackage(dir).numbers(25, dir.resolve("state")).numbers("rejected", "12");
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            Answer failed = invoke(function, "{\"trigger_type\":\"TIMER\"}");
            assertThat(failed.failed()).isTrue();
            assertThat(json(failed).get("errorType").getAsString()).isEqualTo("told-to-reject");
        }
        made.numbers("rejected", "0");
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            Answer done = invoke(function, "{}");
            assertThat(done.failed()).as(done.message()).isFalse();
            assertThat(json(done).get("status").getAsString()).isEqualTo("idle");
        }
        assertThat(made.delivered()).contains("1", "12", "25");
    }

    @Test
    @Tag("I1")
    void succeedsOnlyWhenEveryEventIsSettled() {
        TestPackage made = new TestPackage(dir).attempts(2);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            Answer done = invoke(function, "[" + event("1", "plain") + "," + event("2", "plain") + "]");
            assertThat(done.failed()).isFalse();
            assertThat(json(done).get("delivered").getAsInt()).isEqualTo(2);
            Answer failed = invoke(
                    function, "[" + event("3", "plain") + "," + event("4", "reject") + "," + event("5", "retry") + "]");
            assertThat(failed.failed()).isTrue();
            assertThat(json(failed).get("errorType").getAsString()).isEqualTo("told-to-reject");
            assertThat(json(failed).get("errorMessage").getAsString())
                    .contains("2 of 3 events")
                    .contains("event 2 (id 4): told-to-reject")
                    .contains("event 3 (id 5): told-to-retry");
            assertThat(made.delivered()).containsExactlyInAnyOrder("1", "2", "3");
        }
    }

    @Test
    void failsWithAReasonForWhatCannotBeRead() {
        try (PackagedFunction function = PackagedFunction.open(new TestPackage(dir).write())) {
            Answer failed = invoke(function, "{\"half\":");
            assertThat(failed.failed()).isTrue();
            assertThat(json(failed).get("errorType").getAsString()).isEqualTo("malformed-payload");
        }
    }

    @Test
    void answersTheGatewayOnceDelivered() {
        TestPackage made = new TestPackage(dir).hook("/hook/a b");
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            Answer done = invoke(function, request("POST", "/hook/a%20b", "{}", "{\"x-delivery\":\"d\"}", "one"));
            assertThat(done.failed()).isFalse();
            assertThat(json(done).get("statusCode").getAsInt()).isEqualTo(204);
            assertThat(json(done).get("isBase64Encoded").getAsBoolean()).isTrue();
            Answer elsewhere = invoke(function, request("POST", "/other", "{}", "{}", "two"));
            assertThat(json(elsewhere).get("statusCode").getAsInt()).isEqualTo(404);
            assertThat(json(elsewhere)
                            .getAsJsonObject("headers")
                            .get("Content-Type")
                            .getAsString())
                    .isEqualTo("application/json");
            assertThat(made.delivered()).containsExactly("one");
        }
    }

    @Test
    void takesCloudEventsThroughTheGateway() {
        TestPackage made = new TestPackage(dir);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            Answer done = invoke(
                    function,
                    request(
                            "POST",
                            "/",
                            "{}",
                            "{\"content-type\":[\"application/cloudevents+json\"]}",
                            event("7", "plain")));
            assertThat(json(done).get("statusCode").getAsInt()).isEqualTo(204);
            assertThat(made.delivered()).containsExactly("7");
        }
    }

    @Test
    void failsWhenAWebhookIsNotInvokedByTheGateway() {
        try (PackagedFunction function =
                PackagedFunction.open(new TestPackage(dir).hook("/hook").write())) {
            assertThat(json(invoke(function, event("1", "plain")))
                            .get("errorType")
                            .getAsString())
                    .isEqualTo("no-http-request");
        }
    }
}
