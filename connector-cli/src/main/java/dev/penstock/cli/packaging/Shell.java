package dev.penstock.cli.packaging;

/** Quotes words for a POSIX shell. */
final class Shell {
    private Shell() {}

    /** The text as one word that stands for itself. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:=,@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
