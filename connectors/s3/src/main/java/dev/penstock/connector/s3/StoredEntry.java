package dev.penstock.connector.s3;

import java.nio.charset.StandardCharsets;

/**
 * An entry as it stands in an object: a first line, {@code penstock-state 1 TOKEN}, and behind it the value.
 *
 * <p>The token is random. A service tells versions apart by ETags, and those are often a hash of the content: without a token
 * a value that comes back would bring its old version back with it.
 */
final class StoredEntry {
    private static final String FORMAT = "penstock-state 1 ";

    private StoredEntry() {}

    static byte[] write(String token, String value) {
        return (FORMAT + token + "\n" + value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value.
     *
     * @throws IllegalArgumentException when the object is none of ours
     */
    static String value(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (!text.startsWith(FORMAT) || end < 0) {
            throw new IllegalArgumentException("not an entry");
        }
        return text.substring(end + 1);
    }
}
