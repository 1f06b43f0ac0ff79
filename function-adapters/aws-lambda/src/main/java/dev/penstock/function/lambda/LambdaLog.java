package dev.penstock.function.lambda;

/** Sets up {@code java.util.logging} for Lambda: one line for each message, on stderr, which is the function's log. */
final class LambdaLog {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private LambdaLog() {}

    static void install() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%4$s %5$s%6$s%n"); // the time stands beside it
        }
    }
}
