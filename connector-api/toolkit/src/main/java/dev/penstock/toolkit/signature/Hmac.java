package dev.penstock.toolkit.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bytes with a key (RFC 2104). Immutable, safe for use by several threads, and never prints its key. */
public final class Hmac {
    /** The hash function under the signature. */
    public enum Algorithm {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String javaName;

        Algorithm(String javaName) {
            this.javaName = javaName;
        }
    }

    private final Algorithm algorithm;
    private final SecretKeySpec key;

    /**
     * Signs with that key.
     *
     * @throws IllegalArgumentException when the key is empty
     */
    public Hmac(Algorithm algorithm, byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a signing key is not empty");
        }
        this.algorithm = algorithm;
        this.key = new SecretKeySpec(key, algorithm.javaName);
    }

    /** The signature over the parts, one after another with nothing between. */
    public byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm.javaName);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm.javaName, e);
        }
    }

    /** The signature in lower-case hexadecimal digits. */
    public String hex(byte[]... parts) {
        return HexFormat.of().formatHex(sign(parts));
    }

    /** The signature in Base64 with padding. */
    public String base64(byte[]... parts) {
        return Base64.getEncoder().encodeToString(sign(parts));
    }

    /** Compares in a time that does not tell where two texts differ. */
    public static boolean equal(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return algorithm.javaName; // I7
    }
}
