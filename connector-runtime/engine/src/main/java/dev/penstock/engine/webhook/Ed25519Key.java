package dev.penstock.engine.webhook;

import dev.penstock.api.webhook.Signature.Encoding;
import dev.penstock.api.webhook.WebhookRequest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Checks an Ed25519 signature (RFC 8032); the "secret" is the sender's public key, 32 bytes. */
final class Ed25519Key implements SigningKey {
    /** Makes an X.509 key of the 32 bytes: RFC 8410, section 4. */
    private static final String X509 = "302a300506032b6570032100";

    private final PublicKey key;
    private final Encoding encoding;
    private final SignedContent content;

    Ed25519Key(Encoding encoding, SignedContent content, byte[] raw) {
        this.encoding = encoding;
        this.content = content;
        try {
            byte[] spec = HexFormat.of().parseHex(X509 + HexFormat.of().formatHex(raw));
            this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spec));
        } catch (GeneralSecurityException e) {
            throw Secrets.wrong("a secret is not an Ed25519 public key of 32 bytes; copy it again", e);
        }
    }

    @Override
    public boolean signed(WebhookRequest request, String timestamp, List<String> signatures)
            throws GeneralSecurityException {
        for (String text : signatures) {
            byte[] signature = decoded(text);
            if (signature.length == 64 && verifies(request, timestamp, signature)) {
                return true;
            }
        }
        return false;
    }

    private boolean verifies(WebhookRequest request, String timestamp, byte[] given) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        content.feed(request, timestamp, signature::update);
        try {
            return signature.verify(given);
        } catch (SignatureException e) {
            // the bytes are no signature at all: a point that is not on the curve, for one
            return false;
        }
    }

    private byte[] decoded(String text) {
        try {
            if (encoding == Encoding.HEX) {
                byte[] bytes = HexFormat.of().parseHex(text);
                return HexFormat.of().formatHex(bytes).equals(text) ? bytes : new byte[0];
            }
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
