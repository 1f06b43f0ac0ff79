package dev.penstock.toolkit.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes JSON strings. */
final class JsonStrings {
    private static final String HEX = "0123456789abcdef";

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private JsonStrings() {}

    /** Writes text; a lone surrogate, which UTF-8 cannot hold, as an escape. */
    static void put(String text, JsonBuffer out) {
        int length = text.length();
        out.reserve(length + 2);
        byte[] bytes = out.array();
        int at = out.size();
        bytes[at++] = '"';
        int plain = 0;
        for (; plain < length; plain++) {
            char c = text.charAt(plain);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            bytes[at + plain] = (byte) c;
        }
        out.grow(plain + 1);
        putRest(text, plain, out);
        out.put('"');
    }

    private static void putRest(String text, int from, JsonBuffer out) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii((byte) c, out);
            } else if (c < 0x800) {
                out.put(0xC0 | (c >> 6));
                out.put(0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                out.put(0xE0 | (c >> 12));
                out.put(0x80 | ((c >> 6) & 0x3F));
                out.put(0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                out.put(0xF0 | (point >> 18));
                out.put(0x80 | ((point >> 12) & 0x3F));
                out.put(0x80 | ((point >> 6) & 0x3F));
                out.put(0x80 | (point & 0x3F));
            } else {
                unicode(c, out);
            }
        }
    }

    /** Writes bytes that are known to be UTF-8. */
    static void putUtf8(byte[] text, JsonBuffer out) {
        out.reserve(text.length + 2);
        out.put('"');
        int copied = 0;
        for (int i = plain(text, 0); i < text.length; i = plain(text, i + 1)) {
            out.put(text, copied, i - copied);
            ascii(text[i], out);
            copied = i + 1;
        }
        out.put(text, copied, text.length - copied);
        out.put('"');
    }

    /** The place of the next byte that needs an escape, eight bytes looked at together; the length if there is none. */
    private static int plain(byte[] text, int from) {
        int at = from;
        for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
            long bytes = (long) LONGS.get(text, at);
            long quotes = bytes ^ (ONES * '"');
            long slashes = bytes ^ (ONES * '\\');
            long found = ((bytes - ONES * ' ') & ~bytes) | ((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes);
            if ((found & HIGHS) != 0) {
                break;
            }
        }
        for (; at < text.length; at++) {
            byte c = text[at];
            if ((c >= 0 && c < ' ') || c == '"' || c == '\\') {
                break;
            }
        }
        return at;
    }

    private static void ascii(byte c, JsonBuffer out) {
        if (c >= ' ') {
            if (c == '"' || c == '\\') {
                out.put('\\');
            }
            out.put(c);
            return;
        }
        switch (c) {
            case '\n' -> out.ascii("\\n");
            case '\r' -> out.ascii("\\r");
            case '\t' -> out.ascii("\\t");
            default -> unicode((char) c, out);
        }
    }

    private static void unicode(char c, JsonBuffer out) {
        out.ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.put(HEX.charAt((c >> shift) & 0xF));
        }
    }
}
