package dev.penstock.cli.dev;

/** Makes text of others fit for a line of a terminal. */
public final class OneLine {
    private OneLine() {}

    /** The text with its control characters replaced. */
    public static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "\u00b7");
    }

    /** The same, cut when it is longer than that. */
    public static String of(String text, int longest) {
        return of(text.length() <= longest ? text : text.substring(0, longest) + "\u2026");
    }
}
