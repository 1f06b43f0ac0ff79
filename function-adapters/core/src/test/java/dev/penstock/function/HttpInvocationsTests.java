package dev.penstock.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpInvocationsTests {
    private static final Map<String, String> STRUCTURED = Map.of("Content-Type", "application/cloudevents+json");
    private static final Map<String, String> BATCH = Map.of("Content-Type", "application/cloudevents-batch+json");

    @TempDir
    Path dir;

    private static HttpReply send(PackagedFunction function, String target, Map<String, String> headers, String body) {
        String[] parts = target.split("\\?", 2);
        List<WebhookRequest.Header> fields = headers.entrySet().stream()
                .map(entry -> new WebhookRequest.Header(entry.getKey(), entry.getValue()))
                .toList();
        WebhookRequest request = new WebhookRequest(
                "POST", parts[0], parts.length == 1 ? "" : parts[1], fields, body.getBytes(StandardCharsets.UTF_8));
        return new HttpInvocations(function)
                .handle(request, Duration.ofSeconds(20))
                .join();
    }

    private static String event(String id, String type) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/x\",\"type\":\"" + type
                + "\",\"subject\":\"" + id + "\"}";
    }

    private static String text(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    @Test
    void takesTheThreeModesOfCloudEvents() {
        TestPackage made = new TestPackage(dir);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            Map<String, String> binary =
                    Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/x", "ce-type", "plain");
            assertThat(send(function, "/", binary, "data").status()).isEqualTo(204);
            assertThat(send(function, "/any", STRUCTURED, event("2", "plain")).status())
                    .isEqualTo(204);
            String batch = "[" + event("3", "plain") + "," + event("4", "plain") + "]";
            assertThat(send(function, "/", BATCH, batch).status()).isEqualTo(204);
            assertThat(made.delivered()).containsExactlyInAnyOrder("1", "2", "3", "4");
        }
    }

    @Test
    void repliesWithTheEventOfTheTarget() {
        try (PackagedFunction function = PackagedFunction.open(new TestPackage(dir).write())) {
            HttpReply reply = send(function, "/", STRUCTURED, event("1", "reply"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("ce-id", "reply-1").containsEntry("ce-type", "replied");
        }
    }

    @Test
    void tellsWhatMayBeSentAgainFromWhatMayNot() {
        try (PackagedFunction function =
                PackagedFunction.open(new TestPackage(dir).attempts(2).write())) {
            HttpReply rejected = send(function, "/", STRUCTURED, event("1", "reject"));
            assertThat(rejected.status()).isEqualTo(422);
            assertThat(text(rejected)).contains("told-to-reject").contains("\\\"it\\\"");
            HttpReply later = send(function, "/", STRUCTURED, event("2", "retry"));
            assertThat(later.status()).isEqualTo(503);
            assertThat(later.headers()).containsKey("Retry-After");
            HttpReply both = send(function, "/", BATCH, "[" + event("3", "reject") + "," + event("4", "retry") + "]");
            assertThat(both.status()).isEqualTo(503);
            assertThat(text(both)).contains("2 of 2");
        }
    }

    @Test
    void refusesWhatIsNoCloudEvent() {
        try (PackagedFunction function = PackagedFunction.open(new TestPackage(dir).write())) {
            assertThat(send(function, "/", Map.of("Content-Type", "text/plain"), "x")
                            .status())
                    .isEqualTo(400);
            assertThat(send(function, "/", STRUCTURED, "{").status()).isEqualTo(400);
            assertThat(send(function, "/", Map.of("Content-Type", "application/cloudevents+avro"), "x")
                            .status())
                    .isEqualTo(415);
        }
    }

    @Test
    void handsRequestsToTheWebhookAndAnswersOnceDelivered() {
        TestPackage made = new TestPackage(dir).hook("/hook").attempts(2);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            assertThat(send(function, "/hook", Map.of("X-Delivery", "d1"), "1").status())
                    .isEqualTo(204);
            assertThat(send(function, "/hook", Map.of("X-Delivery", "d1"), "1").status())
                    .isBetween(200, 299);
            assertThat(send(function, "/hook?retry", Map.of(), "2").status()).isEqualTo(503);
            assertThat(send(function, "/hook?reject", Map.of(), "3").status()).isEqualTo(502);
            assertThat(made.delivered()).containsExactly("1");
            assertThat(send(function, "/elsewhere", Map.of(), "4").status()).isEqualTo(404);
        }
    }
}
