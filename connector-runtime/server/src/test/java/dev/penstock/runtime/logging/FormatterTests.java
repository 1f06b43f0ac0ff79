package dev.penstock.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class FormatterTests {
    private static LogRecord line() {
        LogRecord line = new LogRecord(Level.WARNING, "{0}: cannot \"reach\"\n{1}");
        line.setParameters(new Object[] {"orders", "it"});
        line.setLoggerName("dev.penstock.engine");
        line.setInstant(Instant.parse("2026-02-03T04:05:06.789Z"));
        line.setThrown(new IOException("no route"));
        return line;
    }

    @Test
    void writesForPeopleWithoutAStackTraceUnlessAsked() {
        assertThat(new HumanFormatter(false).format(line()))
                .endsWith(" WARN  orders: cannot \"reach\"\nit: no route" + System.lineSeparator());
        assertThat(new HumanFormatter(true).format(line())).contains("\tat " + FormatterTests.class.getName());
    }

    @Test
    void writesOneObjectPerLineForMachines() {
        assertThat(new JsonFormatter(false).format(line()))
                .isEqualTo(
                        "{\"time\":\"2026-02-03T04:05:06.789Z\",\"level\":\"warn\",\"logger\":\"dev.penstock.engine\","
                                + "\"message\":\"orders: cannot \\\"reach\\\"\\nit\",\"error\":\"java.io.IOException: no route\"}"
                                + System.lineSeparator());
        assertThat(new JsonFormatter(true).format(line()).lines()).hasSize(1);
    }
}
