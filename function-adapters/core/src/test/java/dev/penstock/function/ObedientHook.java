package dev.penstock.function;

import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes an event of each request: the body is its id, the query its type. */
public final class ObedientHook implements WebhookSource {
    /**
     * Its config.
     *
     * @param path where it listens
     */
    public record Config(@Option("Where it listens") String path) {}

    private final Config config;

    /** Listens on the path. */
    public ObedientHook(Config config, SourceContext context) {
        this.config = config;
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint(
                config.path(),
                Verification.none(),
                Endpoint.Respond.AFTER_DELIVERED,
                Duration.ofMinutes(1),
                DataSize.mebibytes(1));
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        return request.header("X-Delivery");
    }

    @Override
    public Received receive(WebhookRequest request) {
        return Received.event(CloudEventBuilder.v1()
                .withId(new String(request.body(), StandardCharsets.UTF_8))
                .withSource(URI.create("/hook"))
                .withType(request.query().isEmpty() ? "plain" : request.query())
                .build());
    }

    @Override
    public void close() {}
}
