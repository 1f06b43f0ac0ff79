package dev.penstock.connector.webhook;

import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.signature.Hmac;
import dev.penstock.toolkit.signature.StandardWebhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Signs as the providers do, with a secret of the tests. */
final class Sender {
    static final String SECRET = "It's a Secret to Everybody";
    static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Sender() {}

    /** The headers given and those that prove who sends. */
    static Map<String, String> signed(String provider, Instant at, Map<String, String> headers, byte[] body) {
        Hmac hmac = new Hmac(Hmac.Algorithm.SHA256, SECRET.getBytes(StandardCharsets.UTF_8));
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putIfAbsent("Content-Type", "application/json");
        switch (provider) {
            case "gitlab" -> all.put("X-Gitlab-Token", SECRET);
            case "stripe" -> all.put("Stripe-Signature", "t=" + seconds + ",v1=" + hmac.hex(text(seconds + "."), body));
            case "slack" -> {
                all.put("X-Slack-Request-Timestamp", seconds);
                all.put("X-Slack-Signature", "v0=" + hmac.hex(text("v0:" + seconds + ":"), body));
            }
            case "shopify" -> all.put("X-Shopify-Hmac-Sha256", hmac.base64(body));
            case "bitbucket" -> all.put("X-Hub-Signature", "sha256=" + hmac.hex(body));
            case "gitea" -> all.put("X-Gitea-Signature", hmac.hex(body));
            case "standard-webhooks" -> {
                String id = all.computeIfAbsent("webhook-id", name -> "msg_1");
                all.put("webhook-timestamp", seconds);
                all.put("webhook-signature", new StandardWebhooks(Secret.of(STANDARD_SECRET)).sign(id, at, body));
            }
            default -> throw new IllegalArgumentException(provider);
        }
        return all;
    }

    static String secret(String provider) {
        return provider.equals("standard-webhooks") ? STANDARD_SECRET : SECRET;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
