package dev.penstock.toolkit.json;

/** Passes over single JSON tokens; each method returns the position after the token or throws {@link NotJson}. */
final class JsonTokens {
    private JsonTokens() {}

    /** A string, from its opening quote. */
    static int string(JsonText text, byte[] in, int start, int to) {
        int at = start + 1;
        for (at = Utf8.plain(in, at, to); at < to; at = Utf8.plain(in, at, to)) {
            byte c = in[at];
            if (c == '"') {
                return at + 1;
            } else if (c == '\\') {
                at = escape(text, in, at, to);
            } else if (c >= 0) {
                throw text.wrong("a control character in a string", at);
            } else {
                int length = Utf8.sequence(in, at, to);
                if (length == 0) {
                    throw text.wrong("invalid UTF-8", at);
                }
                at += length;
            }
        }
        throw text.wrong("a string that does not end", start);
    }

    private static int escape(JsonText text, byte[] in, int start, int to) {
        int at = start + 1;
        byte c = at < to ? in[at] : 0;
        switch (c) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 1;
            }
            case 'u' -> {
                for (int i = 1; i <= 4; i++) {
                    if (at + i >= to || Character.digit(in[at + i], 16) < 0) {
                        throw text.wrong("a \\u without four hexadecimal digits", start);
                    }
                }
                return at + 5;
            }
            default -> throw text.wrong("an unknown escape in a string", start);
        }
    }

    /** A number of any length. */
    static int number(JsonText text, byte[] in, int start, int to) {
        int at = start;
        if (in[at] == '-') {
            at++;
        }
        int digits = digits(in, at, to);
        if (digits == at) {
            throw text.wrong("expected a value", start);
        }
        if (in[at] == '0' && digits > at + 1) {
            throw text.wrong("a number with a leading zero", start);
        }
        at = digits;
        if (at < to && in[at] == '.') {
            at = someDigits(text, in, at + 1, to);
        }
        if (at < to && (in[at] | 0x20) == 'e') {
            at++;
            if (at < to && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            at = someDigits(text, in, at, to);
        }
        return at;
    }

    private static int someDigits(JsonText text, byte[] in, int start, int to) {
        int at = digits(in, start, to);
        if (at == start) {
            throw text.wrong("a number that lacks digits", start);
        }
        return at;
    }

    private static int digits(byte[] in, int start, int to) {
        int at = start;
        while (at < to && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        return at;
    }
}
