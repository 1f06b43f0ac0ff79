package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookReply;
import java.util.Map;

/** The gateway's own answers, with the small JSON body that all errors have. */
final class Refusal {
    static final WebhookReply UNKNOWN = error(404, "not-found", "nothing listens at this path", Map.of());
    static final WebhookReply STARTING =
            error(503, "starting", "pipelines are still starting; send it again", Map.of("Retry-After", "2"));
    static final WebhookReply METHOD =
            error(405, "method-not-allowed", "this is a webhook: use POST", Map.of("Allow", "POST, OPTIONS"));
    static final WebhookReply BUSY =
            error(503, "busy", "too many requests are under way; send it again", Map.of("Retry-After", "1"));
    static final WebhookReply WAITED =
            error(503, "not-delivered-yet", "delivery takes too long; send it again", Map.of("Retry-After", "30"));
    static final WebhookReply SLOW = error(408, "too-slow", "the body came too slowly", Map.of("Connection", "close"));
    static final WebhookReply BROKEN =
            error(400, "broken-body", "the body broke off or cannot be read", Map.of("Connection", "close"));
    static final WebhookReply INTERNAL =
            error(500, "internal", "the request could not be taken; the log says why", Map.of());

    private Refusal() {}

    static WebhookReply tooLarge(long most) {
        return error(413, "too-large", "the body is larger than " + most + " bytes", Map.of("Connection", "close"));
    }

    /** Code and message are ours: nothing in them needs escaping. */
    static WebhookReply error(int status, String code, String message, Map<String, String> headers) {
        return new WebhookReply(
                status, headers, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");
    }
}
