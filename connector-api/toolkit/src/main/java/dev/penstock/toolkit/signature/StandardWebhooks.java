package dev.penstock.toolkit.signature;

import dev.penstock.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Signs webhooks the way of Standard Webhooks 1.0 (symmetric, {@code v1}). Immutable, safe for use by several threads.
 *
 * <p>The values go into the headers {@link #ID}, {@link #TIMESTAMP} and {@link #SIGNATURE}.
 */
public final class StandardWebhooks {
    /** The header with the message's id, the same at every attempt. */
    public static final String ID = "webhook-id";

    /** The header with the time of this attempt, in seconds since 1970. */
    public static final String TIMESTAMP = "webhook-timestamp";

    /** The header with the signature. */
    public static final String SIGNATURE = "webhook-signature";

    private static final String PREFIX = "whsec_";

    private final List<Hmac> keys;

    /**
     * Signs with that secret.
     *
     * @param secret Base64, with or without {@code whsec_} before it
     * @throws IllegalArgumentException with a message for the user that does not show the secret
     */
    public StandardWebhooks(Secret secret) {
        this(List.of(secret));
    }

    /**
     * Signs with each of the secrets: while they are being changed a receiver may know either.
     *
     * @param secrets at least one, each Base64, with or without {@code whsec_} before it
     * @throws IllegalArgumentException with a message for the user that does not show a secret
     */
    public StandardWebhooks(List<Secret> secrets) {
        keys = secrets.stream().map(StandardWebhooks::key).toList();
    }

    private static Hmac key(Secret secret) {
        String text = secret.reveal();
        try {
            String encoded = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
            return new Hmac(Hmac.Algorithm.SHA256, Base64.getDecoder().decode(encoded));
        } catch (IllegalArgumentException e) {
            // I7: the decoder's message would show a character of it, so it is no cause either
            throw new IllegalArgumentException("a Standard Webhooks secret is Base64 after " + PREFIX);
        }
    }

    /**
     * The value of {@link #SIGNATURE}: a signature by each secret, separated by spaces.
     *
     * @param id as sent in {@link #ID}
     * @param at the second of it as sent in {@link #TIMESTAMP}
     * @param body the raw bytes
     */
    public String sign(String id, Instant at, byte[] body) {
        byte[] signed = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        StringBuilder signatures = new StringBuilder();
        for (Hmac key : keys) {
            signatures.append(signatures.isEmpty() ? "v1," : " v1,").append(key.base64(signed, body));
        }
        return signatures.toString();
    }
}
