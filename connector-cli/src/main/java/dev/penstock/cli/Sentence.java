package dev.penstock.cli;

import java.util.Locale;

/** Makes the messages of the argument parser read like those of Penstock. */
final class Sentence {
    private Sentence() {}

    /** The message with a small first letter and without a full stop, to stand after a colon. */
    static String of(String message) {
        if (message.isEmpty()) {
            return message;
        }
        String text = (message.endsWith(".") ? message.substring(0, message.length() - 1) : message)
                .replaceFirst(" is not an? (int|long)$", " is not a whole number");
        boolean acronym = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return acronym ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
