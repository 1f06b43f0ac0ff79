package dev.penstock.toolkit.json;

import java.util.Arrays;

/**
 * Checks that bytes are one JSON text (RFC 8259) in UTF-8, in a single pass and without building anything.
 *
 * <p>Numbers may be of any length, keys may repeat: what is checked here travels on as it is. Nesting deeper than {@link
 * #MAX_DEPTH} is refused, so that no reader after us can be made to overflow its stack.
 */
public final class JsonText {
    /** How deep arrays and objects may be nested. */
    public static final int MAX_DEPTH = 1000;

    private final byte[] in;
    private final int from;
    private final int to;
    private int at;
    private int depth;
    private long shallow;
    private long[] deep = {};
    private boolean lineBreaks;

    private JsonText(byte[] in, int from, int to) {
        this.in = in;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    /**
     * Checks the whole array.
     *
     * @throws NotJson with the place and what is wrong there
     */
    public static void check(byte[] json) {
        scan(json, 0, json.length);
    }

    /**
     * Checks a part of an array.
     *
     * @throws NotJson with the place and what is wrong there
     */
    public static void check(byte[] json, int offset, int length) {
        scan(json, offset, offset + length);
    }

    /** Checks, and tells whether there are line breaks between tokens. */
    static boolean scan(byte[] json, int from, int to) {
        JsonText text = new JsonText(json, from, to);
        text.values();
        return text.lineBreaks;
    }

    private void values() {
        space();
        do {
            boolean opened = value();
            space();
            while (!opened && depth > 0 && !comma()) {
                space();
            }
        } while (depth > 0);
        if (at < to) {
            throw wrong("text after the end of the JSON value");
        }
    }

    /** Reads a scalar, an empty array or object, or opens one; true when it was opened. */
    private boolean value() {
        int c = peek("a value");
        switch (c) {
            case '{', '[' -> {
                push(c == '{');
                at++;
                space();
                if (peek(c == '{' ? "a key" : "a value") == (c == '{' ? '}' : ']')) {
                    at++;
                    depth--;
                    return false;
                }
                if (c == '{') {
                    key();
                }
                return true;
            }
            case '"' -> at = JsonTokens.string(this, in, at, to);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> at = JsonTokens.number(this, in, at, to);
        }
        return false;
    }

    /** After a value inside an array or object: true when another follows, false when that one was closed. */
    private boolean comma() {
        boolean object = depth <= Long.SIZE
                ? ((shallow >>> (depth - 1)) & 1) != 0
                : ((deep[(depth - 1) >> 6] >>> (depth - 1)) & 1) != 0;
        int c = peek(object ? "',' or '}'" : "',' or ']'");
        if (c == ',') {
            at++;
            space();
            if (object) {
                key();
            }
            return true;
        }
        if (c != (object ? '}' : ']')) {
            throw wrong("expected " + (object ? "',' or '}'" : "',' or ']'"));
        }
        at++;
        depth--;
        return false;
    }

    private void key() {
        if (peek("a key") != '"') {
            throw wrong("expected a key in quotes");
        }
        at = JsonTokens.string(this, in, at, to);
        space();
        if (peek("':'") != ':') {
            throw wrong("expected ':'");
        }
        at++;
        space();
    }

    private void push(boolean object) {
        if (depth == MAX_DEPTH) {
            throw wrong("nested deeper than " + MAX_DEPTH + " levels");
        }
        long bit = 1L << depth;
        if (depth < Long.SIZE) {
            shallow = object ? (shallow | bit) : (shallow & ~bit);
        } else {
            int word = depth >> 6;
            if (word >= deep.length) {
                deep = Arrays.copyOf(deep, MAX_DEPTH / Long.SIZE + 1);
            }
            deep[word] = object ? (deep[word] | bit) : (deep[word] & ~bit);
        }
        depth++;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= to || in[at + i] != word.charAt(i)) {
                throw wrong("expected a value");
            }
        }
        at += word.length();
    }

    private void space() {
        while (at < to) {
            byte c = in[at];
            if (c == '\n' || c == '\r') {
                lineBreaks = true;
            } else if (c != ' ' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private int peek(String expected) {
        if (at >= to) {
            throw wrong("ends where " + expected + " was expected");
        }
        return in[at];
    }

    private NotJson wrong(String what) {
        return wrong(what, at);
    }

    NotJson wrong(String what, int where) {
        return new NotJson("not JSON, at byte " + (where - from) + ": " + what);
    }
}
