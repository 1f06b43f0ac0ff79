package dev.penstock.cli;

import dev.penstock.runtime.logging.LogFormat;
import dev.penstock.runtime.logging.Logging;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Options of a command that logs while it runs. */
final class LogOptions {
    @Option(
            names = "--log-format",
            paramLabel = "human|json",
            defaultValue = "human",
            description = "How log lines on stderr look. Default: ${DEFAULT-VALUE}")
    LogFormat format = LogFormat.HUMAN;

    /** Begins; a live line stays below what is logged. The caller keeps the result, or the JDK forgets the levels of loggers. */
    Logging begin(StatusLine status, boolean verbose) {
        if (status.live()) {
            System.setErr(new PrintStream(status, true, StandardCharsets.UTF_8));
        }
        return Logging.install(format, verbose);
    }
}
