package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import java.util.List;

/**
 * A request and where it came from.
 *
 * @param content method, path, query and body
 * @param headers as they came, in order
 * @param client the address that sent it
 * @param scheme {@code http} or {@code https}
 * @param host the name and port that the sender asked for; empty if it did not say
 */
public record RawRequest(WebhookRequest content, List<Header> headers, String client, String scheme, String host) {
    public RawRequest {
        headers = List.copyOf(headers);
    }
}
