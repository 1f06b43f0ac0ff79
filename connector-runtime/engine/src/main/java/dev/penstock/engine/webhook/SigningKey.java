package dev.penstock.engine.webhook;

import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.WebhookRequest;
import java.security.GeneralSecurityException;
import java.util.List;

/** A key that signatures are checked with; safe for several threads. */
interface SigningKey {
    /** Whether one of the signatures, written as text, is of this request. */
    boolean signed(WebhookRequest request, String timestamp, List<String> signatures) throws GeneralSecurityException;

    /** The key for a secret. */
    static SigningKey of(Signature scheme, SignedContent content, byte[] secret) {
        return switch (scheme.algorithm()) {
            case HMAC_SHA1 -> new HmacKey("HmacSHA1", scheme.encoding(), content, secret);
            case HMAC_SHA256 -> new HmacKey("HmacSHA256", scheme.encoding(), content, secret);
            case HMAC_SHA512 -> new HmacKey("HmacSHA512", scheme.encoding(), content, secret);
            case ED25519 -> new Ed25519Key(scheme.encoding(), content, secret);
        };
    }
}
