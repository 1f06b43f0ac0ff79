package dev.penstock.toolkit.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes event ids that are the same every time the same record is read, on any machine and in any version.
 *
 * <p>{@link #join} when the record has parts that name it (table and key, file and byte): readable, and different parts
 * never give the same id. {@link #hash} when it has none, or long ones. Safe for use by several threads; never blocks.
 */
public final class StableId {
    private static final int HASH_BYTES = 16;

    private StableId() {}

    /**
     * Joins parts with {@code /}; a {@code /} or {@code %} inside a part is percent-encoded, so that {@code (a/b, c)} and
     * {@code (a, b/c)} differ. A single part is left as it is but for those two characters.
     */
    public static String join(String... parts) {
        // I5: the form of existing ids never changes
        if (parts.length == 2 && plain(parts[0]) && plain(parts[1])) {
            return parts[0] + '/' + parts[1];
        }
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                id.append('/');
            }
            append(id, parts[i]);
        }
        return id.toString();
    }

    /**
     * Hashes parts to 32 hexadecimal digits: the first half of the SHA-256 over each part in UTF-8, preceded by its length
     * in bytes as four bytes, highest first.
     *
     * <p>Equal records give equal ids. Where two equal records are two events, a position must be among the parts.
     */
    public static String hash(String... parts) {
        byte[][] encoded = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        return hash(encoded);
    }

    /** Like {@link #hash(String...)}, over bytes. */
    public static String hash(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            digest.update((byte) (part.length >>> 24));
            digest.update((byte) (part.length >>> 16));
            digest.update((byte) (part.length >>> 8));
            digest.update((byte) part.length);
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES); // I5
    }

    private static boolean plain(String part) {
        return part.indexOf('/') < 0 && part.indexOf('%') < 0;
    }

    private static void append(StringBuilder id, String part) {
        if (plain(part)) {
            id.append(part);
            return;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '/' -> id.append("%2F");
                case '%' -> id.append("%25");
                default -> id.append(c);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
