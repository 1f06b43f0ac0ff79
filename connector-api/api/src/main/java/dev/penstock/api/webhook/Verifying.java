package dev.penstock.api.webhook;

import dev.penstock.api.Deadline;
import java.util.Optional;

/**
 * A webhook source that checks by itself who sends, because that takes more than its secrets: a certificate to fetch, say.
 *
 * <p>Only for {@link Verification.BySource}; everything that can be declared is declared, so that it is checked in one place
 * and never blocks.
 */
public interface Verifying {
    /**
     * Checks one request.
     *
     * <p>Called for every POST, on a thread of its own, by several threads at once; may block until the deadline, when it is
     * interrupted and the sender is told to send again. Whatever is thrown counts as an outage, so that the sender tries
     * again: a request that is not the sender's is answered, not thrown.
     *
     * @return empty when the request is the sender's: it goes its usual way. Otherwise the answer to it, and nothing else is
     *     done: 401 when it is not, or 200 when it was the sender's and only set up the webhook
     */
    Optional<WebhookReply> verify(WebhookRequest request, Deadline deadline) throws Exception;
}
