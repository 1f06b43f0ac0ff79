package dev.penstock.connector.webhook;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes events of requests; the methods are those of a {@link dev.penstock.api.webhook.WebhookSource}. */
public interface Reading {
    /** The answer to a request that only sets up the webhook. */
    Optional<WebhookReply> handshake(WebhookRequest request);

    /** The sender's id of the delivery, or null. */
    @Nullable
    String deliveryId(WebhookRequest request);

    /** The events of a request, or why there are none. */
    Received receive(WebhookRequest request);
}
