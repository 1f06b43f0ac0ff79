package dev.penstock.connector.webhook;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.connector.webhook.pack.PackReading;
import dev.penstock.toolkit.http.CloudEventRequests;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes CloudEvents as such, and everything else as a pack says; safe for several threads. */
final class EitherReading implements Reading {
    private final CloudEventsReading cloudEvents;
    private final PackReading others;

    EitherReading(CloudEventsReading cloudEvents, PackReading others) {
        this.cloudEvents = cloudEvents;
        this.others = others;
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        Optional<WebhookReply> reply = cloudEvents.handshake(request);
        return reply.isPresent() || CloudEventRequests.isCloudEvent(request) ? reply : others.handshake(request);
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        if (!CloudEventRequests.isCloudEvent(request)) {
            return others.deliveryId(request);
        }
        // a delivery id among the headers may be signed, the headers of an event never are
        String id = others.deliveryIdInHeaders(request);
        return id == null ? cloudEvents.deliveryId(request) : id;
    }

    @Override
    public Received receive(WebhookRequest request) {
        return CloudEventRequests.isCloudEvent(request) ? cloudEvents.receive(request) : others.receive(request);
    }
}
