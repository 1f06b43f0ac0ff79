package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookConfigTests {
    @Test
    void hasFallbacksForAllButThePath() {
        Endpoint endpoint = new Hook(Map.of()).source().endpoint();
        assertThat(endpoint.path()).isEqualTo("/hook");
        assertThat(endpoint.verification().kind()).isEqualTo(Verification.Kind.NONE);
        assertThat(endpoint.respond()).isEqualTo(Respond.AFTER_DELIVERED);
        assertThat(endpoint.remember()).isEqualTo(Duration.ofHours(24));
        assertThat(endpoint.maxBody().bytes()).isEqualTo(1 << 20);
    }

    @Test
    void declaresWhatThePackSays() {
        Endpoint endpoint = new Hook(Map.of("provider", "github", "secrets", List.of("a", "b"), "tolerance", "1m"))
                .source()
                .endpoint();
        Signature signature = (Signature) endpoint.verification();
        assertThat(signature.header()).isEqualTo("X-Hub-Signature-256");
        assertThat(signature.prefix()).isEqualTo("sha256=");
        assertThat(signature.secrets()).hasSize(2);
    }

    @Test
    void opensADoorOnlyWhenAskedTo() {
        assertThat(Hook.problem(Map.of("provider", "github")))
                .contains("secrets")
                .contains("allow-unsigned: true");
        assertThat(new Hook(Map.of("provider", "github", "allow-unsigned", "true"))
                        .source()
                        .endpoint()
                        .verification()
                        .kind())
                .isEqualTo(Verification.Kind.NONE);
    }

    @Test
    void saysWhatDoesNotFitTogether() {
        Map<String, Object> bearer = Map.of("bearer", List.of("t0ken"));
        assertThat(Hook.problem(Map.of("provider", "githup")))
                .contains("github, gitlab, ")
                .contains("stripe and generic");
        assertThat(Hook.problem(Map.of("secrets", List.of("s3cret")))).contains("auth: {signature:");
        assertThat(Hook.problem(Map.of("auth", bearer, "secrets", List.of("s3cret"))))
                .contains("leave out 'secrets'");
        assertThat(Hook.problem(Map.of("auth", Map.of("signature", Map.of("header", "S")))))
                .contains("'auth' needs 'secrets'");
        assertThat(Hook.problem(Map.of("provider", "github", "secrets", List.of("s3cret"), "auth", bearer)))
                .contains("leave out 'auth'");
        assertThat(Hook.problem(Map.of("provider", "github", "secrets", List.of("s3cret"), "id", "x")))
                .contains("provider generic");
        assertThat(Hook.problem(Map.of("provider", "./missing.json"))).contains("./missing.json");
    }

    @Test
    @Tag("I7")
    void neverPrintsASecret() {
        WebhookConfig config = Hook.config(Map.of("provider", "github", "secrets", List.of("hunter2")));
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(Hook.config(Map.of("auth", Map.of("basic", Map.of("username", "u", "password", "hunter2"))))
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void takesAPackFromAFile(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("acme.json");
        Files.writeString(
                file,
                """
                {
                  "verification": { "token": { "header": "X-Acme-Token" } },
                  "kind": "{/type}",
                  "delivery-id": "{/id}",
                  "event": { "id": "{/id}", "type": "com.acme.{kind}", "source": "https://acme.example" },
                  "kinds": { "order": { "subject": "{/order/number}", "time": "{/at}" } },
                  "ignore": "{?/type=ping}",
                  "handshakes": [{ "when": "{?/type=challenge}", "reply": "{/word}" }]
                }
                """);
        Hook hook = new Hook(Map.of("provider", file.toString(), "secrets", List.of("t")));
        Map<String, String> token = Map.of("X-Acme-Token", "t", "Content-Type", "application/json");
        var event = hook.event(token, "{\"type\":\"order\",\"id\":7,\"order\":{\"number\":\"A1\"},\"at\":1700000000}");
        assertThat(event.getType()).isEqualTo("com.acme.order");
        assertThat(event.getId()).isEqualTo("7");
        assertThat(event.getSubject()).isEqualTo("A1");
        assertThat(event.getTime()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(hook.event(token, "{\"type\":\"other\",\"id\":8}").getType()).isEqualTo("com.acme.other");
        assertThat(hook.post(token, "{\"type\":\"ping\",\"id\":9}").status()).isEqualTo(204);
        assertThat(hook.post(token, "{\"type\":\"challenge\",\"word\":\"w\"}").body())
                .isEqualTo("w");
        assertThat(hook.post(token, "{\"type\":\"order\",\"id\":7}").status()).isEqualTo(204);
        assertThat(hook.metrics.duplicates()).isEqualTo(1);
        assertThat(hook.delivered).hasSize(2);
        assertThat(hook.post(Map.of("X-Acme-Token", "u"), "{}").status()).isEqualTo(401);
    }

    @Test
    void namesTheMistakeInAPackFile(@TempDir Path dir) throws Exception {
        Map<String, String> mistakes = Map.of(
                "{\"evnt\": {}}", "unknown keys [evnt]",
                "{\"event\": {\"id\": \"{header\"}}", "has a { without a }",
                "{\"event\": {\"id\": \"{hedaer:X}\"}}", "known are",
                "{\"event\": {\"id\": 1, \"id\": 2}}", "Duplicate",
                "{\"event\": \"x\"}", "'event' is not an object",
                "{", "line 1",
                "[]", "not a JSON object",
                "{\"verification\": {}}", "either 'token' or 'signature'",
                "{\"verification\": {\"signature\": {\"header\": \"S\", \"algorithm\": \"md5\"}}}", "hmac-sha256");
        Path file = dir.resolve("p.json");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            Files.writeString(file, mistake.getKey());
            assertThat(Hook.problem(Map.of("provider", file.toString()))).contains(mistake.getValue());
        }
    }
}
