package dev.penstock.connector.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.testkit.WebhookSourceConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

class WebhookReceiverConformanceTests {
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_KEY = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    /** A sender of JSON. */
    abstract static class Provider implements WebhookSourceConformance {
        private final Map<String, Object> config = new HashMap<>(Map.of("path", "/hook"));

        Provider(Map<String, Object> more) {
            config.putAll(more);
        }

        @Override
        public Class<?> connector() {
            return WebhookReceiver.class;
        }

        @Override
        public Map<String, Object> config() {
            return config;
        }

        /** The headers of a delivery of that id. */
        abstract Map<String, String> headers(String id);

        /** The body of a delivery of that id, with the member {@code note}. */
        Map<String, Object> body(String id, String value) {
            return Map.of("id", id, "type", "note.written", "note", value);
        }

        @Override
        public WebhookRequest request(String value) {
            List<WebhookRequest.Header> headers = new ArrayList<>();
            headers.add(new WebhookRequest.Header("Content-Type", "application/json"));
            headers("id-" + value).forEach((name, each) -> headers.add(new WebhookRequest.Header(name, each)));
            try {
                byte[] body = JSON.std.asString(body("id-" + value, value)).getBytes(UTF_8);
                return new WebhookRequest("POST", "/hook", "", headers, body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String value(CloudEvent event) {
            try {
                return String.valueOf(JSON.std
                        .mapFrom(Objects.requireNonNull(event.getData()).toBytes())
                        .get("note"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Map<String, Object> provider(String name) {
        return Map.of("provider", name, "secrets", List.of("the-first-secret", "the-second-secret"));
    }

    @Nested
    class Github extends Provider {
        Github() {
            super(provider("github"));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of("X-GitHub-Delivery", id, "X-GitHub-Event", "issues");
        }
    }

    /** Signs with a time; its ids are in the body. */
    @Nested
    class Stripe extends Provider {
        Stripe() {
            super(provider("stripe"));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of();
        }
    }

    @Nested
    class StandardWebhooks extends Provider {
        StandardWebhooks() {
            super(Map.of("provider", "standard-webhooks", "secrets", List.of(KEY, OTHER_KEY)));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of("webhook-id", id);
        }
    }

    @Nested
    class Slack extends Provider {
        Slack() {
            super(provider("slack"));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of();
        }

        @Override
        Map<String, Object> body(String id, String value) {
            return Map.of("type", "event_callback", "event_id", id, "note", value, "event", Map.of("type", "message"));
        }
    }

    /** A secret in a header and nothing else. */
    @Nested
    class Gitlab extends Provider {
        Gitlab() {
            super(provider("gitlab"));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of("Idempotency-Key", id, "X-Gitlab-Event", "Push Hook");
        }
    }

    @Nested
    class Generic extends Provider {
        Generic() {
            super(Map.of(
                    "auth",
                    Map.of("bearer", List.of("the-first-token", "the-second-token")),
                    "id",
                    Map.of("pointer", "/id"),
                    "delivery-id",
                    Map.of("header", "X-Delivery")));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of("X-Delivery", id);
        }
    }

    @Nested
    class CloudEvents extends Provider {
        CloudEvents() {
            super(Map.of(
                    "provider",
                    "cloudevents",
                    "auth",
                    Map.of("basic", Map.of("username", "sender", "password", "the-password"))));
        }

        @Override
        Map<String, String> headers(String id) {
            return Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/notes", "ce-type", "note");
        }
    }
}
