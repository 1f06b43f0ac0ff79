package dev.penstock.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Signature.Encoding;
import dev.penstock.api.webhook.Signature.Timestamp;
import dev.penstock.api.webhook.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The senders' own published vectors. */
class SignatureVectorsTests {
    @TestFactory
    List<DynamicTest> judgesThePublishedVectorsRight() throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        List<String> lines = Files.readAllLines(Path.of(data, "signature-vectors", "vectors.jsonl"));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(12);
        return lines.stream().map(SignatureVectorsTests::vector).toList();
    }

    private static DynamicTest vector(String line) {
        Map<String, Object> vector = map(line);
        return DynamicTest.dynamicTest(String.valueOf(vector.get("id")), () -> {
            Object now = vector.getOrDefault("now", 0);
            InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(((Number) now).longValue()));
            Map<String, List<String>> headers = new HashMap<>();
            ((Map<?, ?>) Objects.requireNonNull(vector.get("headers")))
                    .forEach((name, value) -> headers.put(name.toString(), List.of(value.toString())));
            byte[] body = text(vector, "body").getBytes(StandardCharsets.UTF_8);
            Signature scheme = scheme(text(vector, "scheme"), text(vector, "secret"));
            // "valid": null means that the sender does not say; upper-case hex is refused here
            boolean valid = Boolean.TRUE.equals(vector.get("valid"));
            assertThat(new Verifier(scheme, clock)
                            .verify(new WebhookRequest("POST", "/", "", headers, body))
                            .ok())
                    .isEqualTo(valid);
        });
    }

    private static String text(Map<String, Object> vector, String key) {
        return String.valueOf(vector.get(key));
    }

    private static Map<String, Object> map(String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Signature scheme(String name, String secret) {
        List<Secret> secrets = List.of(Secret.of(secret));
        return switch (name) {
            case "github" ->
                Signature.builder("X-Hub-Signature-256", secrets)
                        .prefix("sha256=")
                        .build();
            case "slack" ->
                Signature.builder("X-Slack-Signature", secrets)
                        .prefix("v0=")
                        .timestamp(new Timestamp("X-Slack-Request-Timestamp", ""))
                        .content("v0:{timestamp}:{body}")
                        .build();
            case "stripe" ->
                Signature.builder("Stripe-Signature", secrets)
                        .separator(",")
                        .prefix("v1=")
                        .timestamp(new Timestamp("Stripe-Signature", "t="))
                        .content("{timestamp}.{body}")
                        .build();
            case "shopify" ->
                Signature.builder("X-Shopify-Hmac-Sha256", secrets)
                        .encoding(Encoding.BASE64)
                        .build();
            case "standard-webhooks" ->
                Signature.builder("webhook-signature", secrets)
                        .separator(" ")
                        .prefix("v1,")
                        .encoding(Encoding.BASE64)
                        .timestamp(new Timestamp("webhook-timestamp", ""))
                        .content("{header:webhook-id}.{timestamp}.{body}")
                        .secretEncoding(Encoding.BASE64, "whsec_")
                        .build();
            default -> throw new IllegalArgumentException("a scheme that this test does not know: " + name);
        };
    }
}
