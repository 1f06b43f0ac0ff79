package dev.penstock.toolkit.json;

/** Passes over JSON that has been checked by {@link JsonText}; each method returns the position after it. */
final class JsonSkip {
    private JsonSkip() {}

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** A value of any kind, from its first byte. */
    static int value(byte[] in, int start) {
        return switch (in[start]) {
            case '"' -> string(in, start);
            case '{', '[' -> nested(in, start);
            default -> bare(in, start);
        };
    }

    /** A string, from its opening quote. */
    static int string(byte[] in, int start) {
        int at = start + 1;
        while (true) {
            at = Utf8.plain(in, at, in.length);
            byte c = in[at++];
            if (c == '"') {
                return at;
            }
            if (c == '\\') {
                at++;
            }
        }
    }

    private static int nested(byte[] in, int start) {
        int at = start;
        int depth = 0;
        do {
            switch (in[at]) {
                case '"' -> at = string(in, at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /** A number or a word. */
    private static int bare(byte[] in, int start) {
        int at = start;
        while (at < in.length && in[at] != ',' && in[at] != ']' && in[at] != '}' && !isSpace(in[at])) {
            at++;
        }
        return at;
    }
}
