package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer in bytes.
 *
 * @param status the status code
 * @param headers in order
 * @param body shared, not to be changed; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawReply(int status, List<Header> headers, byte[] body) {
    private static final Header JSON = new Header("Content-Type", "application/json");
    private static final Header TEXT = new Header("Content-Type", "text/plain; charset=utf-8");

    public RawReply {
        headers = List.copyOf(headers);
    }

    /** The same in bytes, with a content type if it has a text and says none. */
    public static RawReply of(WebhookReply reply) {
        List<Header> headers = new ArrayList<>(reply.headers().size() + 1);
        boolean typed = false;
        for (var header : reply.headers().entrySet()) {
            headers.add(new Header(header.getKey(), header.getValue()));
            typed |= header.getKey().equalsIgnoreCase("Content-Type");
        }
        String body = reply.body();
        if (!body.isEmpty() && !typed) {
            headers.add(body.charAt(0) == '{' ? JSON : TEXT);
        }
        return new RawReply(reply.status(), headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
