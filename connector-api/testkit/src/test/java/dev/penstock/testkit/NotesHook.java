package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.toolkit.event.EventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sound webhook: a note in each body, signed with a time. Broken ones override a step of it. */
@Connector(name = "notes-hook", summary = "Takes notes")
public class NotesHook implements WebhookSource {
    /** Who may post. */
    public record Config(@Option("The secrets that are live") List<Secret> secrets) {}

    protected final Config config;

    public NotesHook(Config config, SourceContext context) {
        this.config = config;
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint(
                "/notes", verification(), Endpoint.Respond.AFTER_DELIVERED, Duration.ofHours(1), new DataSize(1 << 20));
    }

    protected Verification verification() {
        return Signature.builder("Note-Signature", config.secrets())
                .separator(",")
                .prefix("v1=")
                .content("{timestamp}.{body}")
                .timestamp(new Signature.Timestamp("Note-Signature", "t="))
                .build();
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        return request.header("Note-Id");
    }

    @Override
    public Received receive(WebhookRequest request) {
        String id = request.header("Note-Id");
        if (id == null) {
            return Received.refused(400, "no-id", "the header Note-Id is missing; send it");
        }
        return Received.event(EventBuilder.of(URI.create("/notes"), "note")
                .id(id(id))
                .data(data(request))
                .build());
    }

    protected String id(String sent) {
        return sent;
    }

    protected byte[] data(WebhookRequest request) {
        return request.body();
    }

    @Override
    public void close() {}

    /** Drives notes. */
    @ExtendWith(Cases.OnlyByBrokenTests.class)
    abstract static class Driver implements WebhookDriver {
        private final Class<?> connector;

        Driver(Class<?> connector) {
            this.connector = connector;
        }

        @Override
        public Class<?> connector() {
            return connector;
        }

        @Override
        public java.util.Map<String, Object> config() {
            return java.util.Map.of("secrets", List.of("first-secret", "second-secret"));
        }

        @Override
        public WebhookRequest request(String value) {
            return new WebhookRequest(
                    "POST",
                    "/notes",
                    "",
                    List.of(new WebhookRequest.Header("Note-Id", "id-" + value)),
                    value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String value(io.cloudevents.CloudEvent event) {
            return new String(java.util.Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public Duration patience() {
            return Cases.patience(this);
        }
    }
}
