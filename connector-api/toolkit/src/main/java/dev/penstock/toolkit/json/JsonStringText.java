package dev.penstock.toolkit.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What strings and other scalars of JSON mean, once {@link JsonText} has checked them. */
final class JsonStringText {
    private JsonStringText() {}

    /** A string without quotes and escapes, a number or a boolean as it is written; null for null. */
    static @Nullable String scalar(byte[] in, int from, int to) {
        if (in[from] == '"') {
            return text(in, from + 1, to - 1);
        }
        return in[from] == 'n' ? null : new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether the string between these positions, quotes excluded, means that text. */
    static boolean is(String text, byte[] in, int from, int to) {
        int length = text.length();
        for (int i = 0; i < to - from; i++) {
            byte c = in[from + i];
            if (c < 0 || c == '\\') {
                return text(in, from, to).equals(text);
            }
            if (i >= length || c != text.charAt(i)) {
                return false;
            }
        }
        return to - from == length;
    }

    private static String text(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] != '\\') {
            at++;
        }
        return at == to ? new String(in, from, to - from, StandardCharsets.UTF_8) : unescaped(in, from, to);
    }

    private static String unescaped(byte[] in, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int start = at;
            while (at < to && in[at] != '\\') {
                at++;
            }
            text.append(new String(in, start, at - start, StandardCharsets.UTF_8));
            if (at < to) {
                text.append(character(in, at));
                at += in[at + 1] == 'u' ? 6 : 2;
            }
        }
        return text.toString();
    }

    private static char character(byte[] in, int at) {
        return switch (in[at + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int value = 0;
                for (int i = 2; i < 6; i++) {
                    value = value * 16 + Character.digit(in[at + i], 16);
                }
                yield (char) value;
            }
            default -> (char) in[at + 1];
        };
    }
}
