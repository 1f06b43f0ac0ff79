package dev.penstock.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;

/**
 * A command run within the test, with what it printed.
 *
 * @param exitCode what the process would have ended with
 * @param out what went to the standard output
 * @param err what went to the standard error
 */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String... args) {
        return of(Map.of(), args);
    }

    static CommandRun of(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
        int code = PenstockCommand.execute(new Session(terminal, environment, new StopSignal(), Instant.EPOCH), args);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
