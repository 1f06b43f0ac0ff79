package dev.penstock.engine.config;

import dev.penstock.api.config.Secret;
import dev.penstock.engine.config.ReferenceText.Resolved;
import java.lang.reflect.Type;

/** How values are spoken of in messages, without telling secrets. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    /** What stands there, without its value. */
    static String found(ConfigNode node) {
        return switch (node.kind()) {
            case TEXT -> "a single value";
            case LIST -> "a list";
            case MAPPING -> "a mapping";
            case NOTHING -> "nothing";
        };
    }

    /** The value itself if it may be shown, else where it comes from. */
    static String value(Resolved resolved, Class<?> type) { // I7
        if (resolved.viaReference()) {
            return "the value of " + String.join(" and ", resolved.names());
        }
        return type == Secret.class ? "the value" : quoted(resolved.text());
    }

    /** A text from the file, shortened and on one line. */
    static String quoted(String text) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        for (int taken = 0; taken < LONGEST && at < text.length(); taken++) {
            int c = text.codePointAt(at);
            line.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            at += Character.charCount(c);
        }
        return "'" + line + (at < text.length() ? "…" : "") + "'";
    }

    /** How to write a single value as a list of one. */
    static String asList(ConfigNode node, Type element) { // I7
        boolean shown = node instanceof ConfigNode.Text text
                && element != Secret.class
                && text.text().length() <= LONGEST;
        return "write [" + (shown ? ((ConfigNode.Text) node).text() : "…") + "]";
    }
}
