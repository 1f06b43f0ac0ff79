package dev.penstock.api.webhook;

import dev.penstock.api.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source that listens: the sender posts, and waits for an answer.
 *
 * <p>The engine takes every request through the same steps: size cap, {@link Endpoint#verification()}, {@link #handshake},
 * deduplication by {@link #deliveryId}, {@link #receive}, delivery, reply. All methods may be called by several threads
 * at once and must not block. A thrown {@link dev.penstock.api.ConnectorException} with the blame {@code USER} is answered
 * 400, anything else 500; in both cases nothing was taken.
 */
public interface WebhookSource extends Source {
    /** Where and how it listens; the same at every call. */
    Endpoint endpoint();

    /**
     * Answers requests that are part of setting up the webhook and carry no event: an OPTIONS probe, a challenge to
     * echo. Empty for all others.
     *
     * <p>Called for every request with a method other than POST, unverified, and for every verified POST.
     */
    default Optional<WebhookReply> handshake(WebhookRequest request) {
        return Optional.empty();
    }

    /**
     * The sender's id of this delivery, the same when it is sent again; null when it has none.
     *
     * <p>A delivery whose id was seen within {@link Endpoint#remember()} is answered 2xx and not delivered again.
     */
    @Nullable
    String deliveryId(WebhookRequest request);

    /** Turns a verified request into events, or says why not. */
    Received receive(WebhookRequest request) throws Exception;
}
