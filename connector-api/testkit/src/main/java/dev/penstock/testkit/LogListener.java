package dev.penstock.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Listens to everything that is logged, down to the finest level, where the logs go to the JDK's. */
final class LogListener extends Handler implements AutoCloseable {
    private static final String SERVER = "com.sun.net.httpserver";

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final StringWriter text = new StringWriter();

    private LogListener() {
        setLevel(Level.ALL);
    }

    static LogListener start() {
        LogListener listener = new LogListener();
        for (Handler other : listener.root.getHandlers()) {
            if (other.getLevel().intValue() < Level.INFO.intValue()) {
                other.setLevel(Level.INFO); // the finest levels are for this listener alone
            }
        }
        listener.root.addHandler(listener);
        listener.root.setLevel(Level.FINE);
        return listener;
    }

    synchronized String text() {
        return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (String.valueOf(record.getLoggerName()).startsWith(SERVER)) {
            return; // a fake's server tells whole requests, a key in the query as well; the connector's logs are asked
            // for
        }
        text.append(formatter.formatMessage(record)).append('\n');
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text, true));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }
}
