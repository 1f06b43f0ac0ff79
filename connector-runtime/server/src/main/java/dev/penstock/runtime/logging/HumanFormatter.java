package dev.penstock.runtime.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Writes a record as {@code 14:03:07.123 WARN  message: cause}; stack traces only when asked. */
final class HumanFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final boolean traces;

    HumanFormatter(boolean traces) {
        this.traces = traces;
    }

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder(120);
        TIME.formatTo(line.getInstant(), text);
        text.append(' ').append(level(line.getLevel())).append(' ').append(formatMessage(line));
        @Nullable Throwable thrown = line.getThrown();
        if (thrown != null) {
            text.append(": ").append(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage());
        }
        text.append(System.lineSeparator());
        if (thrown != null && traces) {
            text.append(trace(thrown));
        }
        return text.toString();
    }

    static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return value >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }
}
