package dev.penstock.engine.webhook;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source written for the tests: the body says what becomes of it. */
record HookSource(Verification verification, Respond respond, Duration remember) implements WebhookSource {
    static HookSource open() {
        return new HookSource(Verification.none(), Respond.AFTER_DELIVERED, Duration.ofHours(1));
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint("/hook", verification, respond, remember, new DataSize(1000));
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        boolean asked = request.method().equals("OPTIONS") || text(request).equals("challenge");
        return asked ? Optional.of(WebhookReply.of(200, "shake")) : Optional.empty();
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        return request.header("Id");
    }

    @Override
    public Received receive(WebhookRequest request) {
        return switch (text(request)) {
            case "refused" -> Received.refused(422, "odd", "the body is \"odd\"");
            case "ignored" -> Received.ignored("not wanted");
            case "nothing" -> Received.events(List.of());
            case "mistake" -> throw new ConnectorException(Failure.user("bad-json", "no JSON"));
            case "outage" -> throw new ConnectorException(Failure.external("down", "internal detail"));
            case "bug" -> throw new IllegalStateException("internal detail");
            case "deep" -> throw new StackOverflowError();
            case "broken" -> throw new AssertionError("internal detail");
            default ->
                Received.event(CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(URI.create("/test"))
                        .withType("test")
                        .withData(request.body())
                        .build());
        };
    }

    private static String text(WebhookRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
