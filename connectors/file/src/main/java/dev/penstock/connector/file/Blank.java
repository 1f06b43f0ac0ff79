package dev.penstock.connector.file;

/** Tells lines that hold nothing. */
final class Blank {
    private Blank() {}

    static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
