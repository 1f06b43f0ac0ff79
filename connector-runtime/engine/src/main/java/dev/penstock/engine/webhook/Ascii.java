package dev.penstock.engine.webhook;

/** Tells ASCII text from other text. */
final class Ascii {
    private Ascii() {}

    static boolean only(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
