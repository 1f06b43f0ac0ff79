package dev.penstock.toolkit.json;

/** Writes JSON strings. */
final class JsonStrings {
    private static final String HEX = "0123456789abcdef";

    private JsonStrings() {}

    /** Writes text; a lone surrogate, which UTF-8 cannot hold, as an escape. */
    static void put(String text, JsonBuffer out) {
        out.put('"');
        int length = text.length();
        for (int i = 0; i < length; i++) {
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
        out.put('"');
    }

    /** Writes bytes that are known to be UTF-8. */
    static void putUtf8(byte[] text, JsonBuffer out) {
        out.put('"');
        int copied = 0;
        for (int i = 0; i < text.length; i++) {
            byte c = text[i];
            if ((c >= 0 && c < ' ') || c == '"' || c == '\\') {
                out.put(text, copied, i - copied);
                ascii(c, out);
                copied = i + 1;
            }
        }
        out.put(text, copied, text.length - copied);
        out.put('"');
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
