package dev.penstock.runtime.logging;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Set up {@code java.util.logging}, where everything that is logged ends: on stderr, in one format. */
public final class Logging {
    private final Logger root;
    private final Logger jetty = Logger.getLogger("org.eclipse.jetty");
    private final Logger sqlite = Logger.getLogger("org.sqlite");
    private final Logger kafka = Logger.getLogger("org.apache.kafka");
    private final Logger kafkaConnections = Logger.getLogger("org.apache.kafka.clients.NetworkClient");

    private Logging(Logger root) {
        this.root = root;
    }

    /**
     * Replaces whatever was set up before.
     *
     * @param debug also shows details and stack traces
     * @return to be kept for as long as it shall hold: the JDK forgets the levels of loggers that nobody keeps
     */
    public static Logging install(LogFormat format, boolean debug) {
        LogManager.getLogManager().reset();
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(format == LogFormat.JSON ? new JsonFormatter(debug) : new HumanFormatter(debug));
        Logging logging = new Logging(Logger.getLogger(""));
        logging.root.addHandler(handler);
        logging.level(debug);
        return logging;
    }

    private void level(boolean debug) {
        root.setLevel(debug ? Level.FINE : Level.INFO);
        jetty.setLevel(debug ? Level.INFO : Level.SEVERE); // its warnings are about what clients do wrong
        sqlite.setLevel(debug ? Level.INFO : Level.OFF); // whatever it logs it also throws
        kafka.setLevel(debug ? Level.INFO : Level.WARNING); // it tells its whole configuration at every start
        kafkaConnections.setLevel(
                debug ? Level.INFO : Level.SEVERE); // each attempt, several a second; the pipeline says it once
    }
}
