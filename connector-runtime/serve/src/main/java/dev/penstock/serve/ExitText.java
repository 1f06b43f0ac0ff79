package dev.penstock.serve;

/** What an exit code tells. */
final class ExitText {
    private static final int OUT_OF_MEMORY = 3;

    private ExitText() {}

    static String of(int code) {
        if (code == OUT_OF_MEMORY) {
            return "its memory was used up; raise --instance-memory";
        }
        if (code > 128 && code < 160) {
            return "it was killed, signal " + (code - 128);
        }
        return "exit code " + code;
    }
}
