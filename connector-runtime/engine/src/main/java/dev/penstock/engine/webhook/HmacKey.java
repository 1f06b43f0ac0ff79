package dev.penstock.engine.webhook;

import dev.penstock.api.webhook.Signature.Encoding;
import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks an HMAC by computing it and comparing its text.
 *
 * <p>Comparing texts refuses upper-case hex, a missing or wrong padding and everything else that is not exactly what the
 * sender writes, without decoding what came.
 */
final class HmacKey implements SigningKey {
    private final String algorithm;
    private final SecretKeySpec key;
    private final Encoding encoding;
    private final SignedContent content;

    /** Ready ones, because making one costs more than using it; never more than threads were here at once. */
    private final ConcurrentLinkedQueue<Mac> idle = new ConcurrentLinkedQueue<>();

    HmacKey(String algorithm, Encoding encoding, SignedContent content, byte[] secret) {
        this.algorithm = algorithm;
        this.key = new SecretKeySpec(secret, algorithm);
        this.encoding = encoding;
        this.content = content;
    }

    @Override
    public boolean signed(WebhookRequest request, String timestamp, List<String> signatures)
            throws GeneralSecurityException {
        byte[] expected = text(mac(request, timestamp)).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String signature : signatures) {
            found |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII));
        }
        return found;
    }

    private byte[] mac(WebhookRequest request, String timestamp) throws GeneralSecurityException {
        Mac mac = idle.poll();
        if (mac == null) {
            mac = Mac.getInstance(algorithm);
            mac.init(key);
        }
        content.feed(request, timestamp, mac::update);
        byte[] result = mac.doFinal();
        // only now: one that failed half-way still holds a part of its text, and is thrown away
        idle.offer(mac);
        return result;
    }

    private String text(byte[] mac) {
        return encoding == Encoding.HEX
                ? HexFormat.of().formatHex(mac)
                : Base64.getEncoder().encodeToString(mac);
    }
}
