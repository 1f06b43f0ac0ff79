package dev.penstock.toolkit.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of {@code ce-} headers: a quoted text is unquoted, then percent-encoding is undone once (CloudEvents HTTP
 * binding 1.0.2, section 3.1.3.2).
 */
public final class HeaderText {
    private HeaderText() {}

    /** The value, or null when it is missing or its percent-encoding does not give UTF-8. */
    public static @Nullable String decoded(@Nullable String value) {
        if (value == null || (value.indexOf('%') < 0 && !value.startsWith("\""))) {
            return value;
        }
        String text = value.startsWith("\"") ? unquoted(value) : value;
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) {
                decoded.put(raw[i]);
            } else {
                decoded.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String unquoted(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                break;
            }
            if (c == '\\' && i + 1 < value.length()) {
                c = value.charAt(++i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
