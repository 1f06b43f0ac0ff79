package dev.penstock.api.webhook;

import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status the status code
 * @param headers names and values
 * @param body text, sent as UTF-8; may be empty
 */
public record WebhookReply(int status, Map<String, String> headers, String body) {
    public WebhookReply {
        headers = Map.copyOf(headers);
    }

    /** An answer without headers. */
    public static WebhookReply of(int status, String body) {
        return new WebhookReply(status, Map.of(), body);
    }
}
