package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.webhook.WebhookReply;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GithubTests {
    private static final String SECRET = "It's a Secret to Everybody";
    private final Hook hook = new Hook(Map.of("provider", "github", "secrets", List.of(SECRET)));

    @TestFactory
    Stream<DynamicTest> makesOfEveryPayloadWhatTheAdapterTableSays() throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        AdapterTable table = new AdapterTable(Path.of(data, "cloudevents", "adapters", "github-adapter-table.json"));
        assertThat(table.size()).isGreaterThan(60);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of(data, "webhooks-github", "payload-examples"))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSize(182);
        return files.stream().map(file -> {
            String event = file.getName(file.getNameCount() - 2).toString();
            return DynamicTest.dynamicTest(event + "/" + file.getFileName(), () -> {
                byte[] body = Files.readAllBytes(file);
                Map<String, Object> payload = JSON.std.mapFrom(body);
                assertThat(hook.post(headers(event, file.toString(), body), body)
                                .status())
                        .isEqualTo(204);
                CloudEvent made = hook.delivered.get(hook.delivered.size() - 1);
                assertThat(made.getId()).isEqualTo(file.toString());
                assertThat(made.getType()).isEqualTo(table.type(event, payload));
                assertThat(made.getSource()).hasToString(table.source(event, payload));
                assertThat(made.getSubject()).isEqualTo(table.subject(event, payload));
                OffsetDateTime time = table.time(event, payload);
                assertThat(made.getTime()).isEqualTo(time == null ? Hook.NOW.atOffset(ZoneOffset.UTC) : time);
                assertThat(made.getDataContentType()).isEqualTo("application/json");
                assertThat(Hook.data(made)).isEqualTo(body);
            });
        });
    }

    @Test
    void letsEventsThroughThatItDoesNotKnow() {
        assertThat(post("new_thing", "{\"action\":\"done\"}").getType()).isEqualTo("com.github.new_thing.done");
        CloudEvent ping = post("ping", "{\"zen\":\"Keep it logically awesome.\"}");
        assertThat(ping.getType()).isEqualTo("com.github.ping");
        assertThat(ping.getSource()).hasToString("https://github.com");
        assertThat(post("push", "[]").getType()).isEqualTo("com.github.push");
        assertThat(post("issues", "{\"repository\":{\"url\":\"no uri\"}}").getSource())
                .hasToString("https://github.com");
    }

    @Test
    void takesPayloadsInForms() {
        String json = "{\"zen\": \"a&b=c+d é\"}";
        String form = "x=1&payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
        Map<String, String> headers = headers("ping", "1", form.getBytes(StandardCharsets.UTF_8));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        CloudEvent event = hook.event(headers, form);
        assertThat(Hook.text(event)).isEqualTo(json);
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(refused("application/x-www-form-urlencoded", "ping", "{}")).isEqualTo(400);
    }

    @Test
    void refusesWhatIsNotSignedOrNotGithubs() {
        WebhookReply unsigned = hook.post(Map.of("X-GitHub-Event", "ping"), "{}");
        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(refused("text/plain", "ping", "{}")).isEqualTo(415);
        assertThat(refused("application/json", "ping", "{")).isEqualTo(400);
        assertThat(refused("application/json", "ping", "[".repeat(100_000))).isEqualTo(400);
        Map<String, String> headers = headers("ping", "1", "{}".getBytes(StandardCharsets.UTF_8));
        headers.remove("X-GitHub-Delivery");
        assertThat(hook.post(headers, "{}").body()).contains("no-id").contains("X-GitHub-Delivery");
        assertThat(hook.delivered).isEmpty();
    }

    @Test
    @Tag("I5")
    void givesARedeliveryTheSameIdAndDeliversItOnce() {
        Hook another = new Hook(Map.of("provider", "github", "secrets", List.of(SECRET)));
        Map<String, String> headers = headers("push", "d-1", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(another.event(headers, "{}").getId())
                .isEqualTo(hook.event(headers, "{}").getId());
        assertThat(hook.post(headers, "{}").status()).isEqualTo(204);
        assertThat(hook.delivered).hasSize(1);
        assertThat(hook.metrics.duplicates()).isEqualTo(1);
    }

    private CloudEvent post(String event, String body) {
        return hook.event(headers(event, event, body.getBytes(StandardCharsets.UTF_8)), body);
    }

    private int refused(String contentType, String event, String body) {
        Map<String, String> headers = headers(event, "r", body.getBytes(StandardCharsets.UTF_8));
        headers.put("Content-Type", contentType);
        return hook.post(headers, body).status();
    }

    private static Map<String, String> headers(String event, String delivery, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", delivery);
        headers.put("X-Hub-Signature-256", "sha256=" + signature(body));
        return headers;
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
