package dev.penstock.runtime.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Writes a record as a JSON object on one line: time, level, logger, message, and what was thrown. */
final class JsonFormatter extends Formatter {
    private static final JsonFactory JSON = new JsonFactory();

    private final boolean traces;

    JsonFormatter(boolean traces) {
        this.traces = traces;
    }

    @Override
    public String format(LogRecord line) {
        StringWriter text = new StringWriter(200);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("time", line.getInstant().toString());
            out.writeStringField(
                    "level", HumanFormatter.level(line.getLevel()).strip().toLowerCase(Locale.ROOT));
            out.writeStringField("logger", String.valueOf(line.getLoggerName()));
            out.writeStringField("message", formatMessage(line));
            @Nullable Throwable thrown = line.getThrown();
            if (thrown != null) {
                out.writeStringField("error", thrown.toString());
                if (traces) {
                    out.writeStringField("trace", HumanFormatter.trace(thrown));
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.append(System.lineSeparator()).toString();
    }
}
