package dev.penstock.cli.packaging;

/** Puts names into Markdown, whatever they contain. */
final class Markdown {
    private Markdown() {}

    /** On one line, and without meaning of its own. */
    static String line(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]<>()#!|])", "\\\\$1");
    }

    /** As code within a line. */
    static String code(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
    }
}
