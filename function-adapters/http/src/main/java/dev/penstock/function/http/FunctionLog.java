package dev.penstock.function.http;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets up {@code java.util.logging} for a program of its own: one line for each message, on stderr. */
final class FunctionLog {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    /** Kept, for the JDK forgets the levels of loggers that nobody has. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private FunctionLog() {}

    static void install() {
        JETTY.setLevel(Level.WARNING); // it tells every start and stop
        KAFKA.setLevel(Level.WARNING); // it tells its whole configuration
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
    }
}
