package dev.penstock.testkit;

import dev.penstock.api.webhook.WebhookRequest;
import java.time.Instant;

/** For a webhook whose proof the kit cannot make: keys of two parts, or a source that verifies by itself. */
public interface SigningDriver extends WebhookDriver {
    /** The request with the sender's proof, made at that time. */
    WebhookRequest signed(WebhookRequest request, Instant at) throws Exception;
}
