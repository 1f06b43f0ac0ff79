package dev.penstock.cli.scaffold.openapi;

import java.util.Locale;
import javax.lang.model.SourceVersion;

/** Words of a document as they may stand in code and pages: whoever wrote the document writes no code with it. */
final class JavaText {
    private static final int LONGEST = 200;

    private JavaText() {}

    /** A string literal with its quotes, in ASCII. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(each -> {
            switch (each) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (each < ' ' || each > '~') {
                        literal.append(String.format("\\u%04x", each));
                    } else {
                        literal.append((char) each);
                    }
                }
            }
        });
        return literal.append('"').toString();
    }

    /** For a comment, a page or a message: one short line in which nothing is markup. */
    static String shown(String text) {
        String plain = text.replaceAll("[^\\p{L}\\p{N} .,:;/_=?&()\\[\\]{}+-]", " ")
                .replace("*/", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    /** The name of a record component for a parameter of that name: {@code account_id} becomes {@code accountId}. */
    static String component(String name) {
        StringBuilder component = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            String part = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT))
                    ? word.toLowerCase(Locale.ROOT)
                    : word;
            if (!part.isEmpty()) {
                char first = component.isEmpty()
                        ? Character.toLowerCase(part.charAt(0))
                        : Character.toUpperCase(part.charAt(0));
                component.append(first).append(part.substring(1));
            }
        }
        String found = component.toString();
        boolean allowed = SourceVersion.isName(found, SourceVersion.RELEASE_17);
        return allowed
                ? found
                : "parameter" + (found.isEmpty() ? "" : Character.toUpperCase(found.charAt(0)) + found.substring(1));
    }
}
