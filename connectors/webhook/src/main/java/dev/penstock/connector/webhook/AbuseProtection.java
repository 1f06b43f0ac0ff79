package dev.penstock.connector.webhook;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Answers a sender that asks by OPTIONS whether it may send (CloudEvents HTTP webhook 1.0, section 4). */
final class AbuseProtection {
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9.:*_\\[\\]/-]{1,253}");
    private static final String METHODS = "POST, OPTIONS";

    private final List<String> allowedOrigins;
    private final String allowedRate;

    AbuseProtection(List<String> allowedOrigins, int allowedRate) {
        this.allowedOrigins = allowedOrigins;
        this.allowedRate = allowedRate == 0 ? "*" : Integer.toString(allowedRate);
    }

    Optional<WebhookReply> handshake(WebhookRequest request) {
        if (!request.method().equals("OPTIONS")) {
            return Optional.empty();
        }
        String origin = request.header("WebHook-Request-Origin");
        if (origin == null) {
            return Optional.of(new WebhookReply(204, Map.of("Allow", METHODS), ""));
        }
        if (!ORIGIN.matcher(origin).matches()) {
            return Optional.of(WebhookReply.of(400, "WebHook-Request-Origin is not the name of a host"));
        }
        if (!allowed(origin)) {
            // without WebHook-Allowed-Origin a sender must not send
            return Optional.of(new WebhookReply(403, Map.of("Allow", METHODS), "this origin may not send events here"));
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("Allow", METHODS);
        headers.put("WebHook-Allowed-Origin", origin);
        headers.put("WebHook-Allowed-Rate", allowedRate);
        return Optional.of(new WebhookReply(200, headers, ""));
    }

    private boolean allowed(String origin) {
        return allowedOrigins.isEmpty()
                || allowedOrigins.contains("*")
                || allowedOrigins.stream().anyMatch(origin::equalsIgnoreCase);
    }
}
