package dev.penstock.connector.jdbc.sink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes rows in the text format of PostgreSQL's {@code COPY}: tabs between columns, {@code \N} for NULL. */
final class CopyText {
    private final int[] positions;
    private byte[] bytes = new byte[64 * 1024];
    private int size;

    CopyText(int[] positions) {
        this.positions = positions;
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void add(Row row) {
        for (int i = 0; i < positions.length; i++) {
            if (i > 0) {
                bytes[size++] = '\t';
            }
            Object value = row.values[positions[i]];
            if (value instanceof Long number) {
                whole(number);
            } else if (value == null) {
                reserve(4);
                bytes[size++] = '\\';
                bytes[size++] = 'N';
            } else {
                text(String.valueOf(text(value)));
            }
        }
        bytes[size++] = '\n';
    }

    /** A value as PostgreSQL reads it. */
    static @Nullable String text(@Nullable Object value) {
        return value instanceof byte[] binary
                ? "\\x" + HexFormat.of().formatHex(binary)
                : value == null ? null : value.toString();
    }

    @SuppressWarnings("deprecation") // The one way to copy Latin-1 text without an encoder; looked at below.
    private void text(String text) {
        int length = text.length();
        reserve(length * 3L + 4);
        int start = size;
        text.getBytes(0, length, bytes, start);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128 || c == '\\' || c < ' ') {
                escaped(text, i, start + i);
                return;
            }
        }
        size = start + length;
    }

    /** The rest of a text, from its first character that does not stand for itself. */
    private void escaped(String text, int from, int at) {
        byte[] rest = text.substring(from).getBytes(StandardCharsets.UTF_8);
        size = at;
        reserve(rest.length * 2L + 4);
        for (byte b : rest) {
            switch (b) {
                case '\\' -> escape('\\');
                case '\n' -> escape('n');
                case '\r' -> escape('r');
                case '\t' -> escape('t');
                default -> bytes[size++] = b;
            }
        }
    }

    private void escape(char letter) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) letter;
    }

    private void whole(long number) {
        reserve(24);
        if (number == Long.MIN_VALUE) {
            text(Long.toString(number));
            return;
        }
        long left = Math.abs(number);
        int digits = 1;
        for (long power = 10; digits < 19 && left >= power; power *= 10) {
            digits++;
        }
        if (number < 0) {
            bytes[size++] = '-';
        }
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        size += digits;
    }

    private void reserve(long more) {
        long needed = size + more;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 16) {
                throw RejectedRow.value("the rows of the batch are too large; lower delivery.batch.max-bytes");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, bytes.length * 2L)));
        }
    }
}
