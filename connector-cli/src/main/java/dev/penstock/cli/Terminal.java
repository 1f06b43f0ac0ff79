package dev.penstock.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err errors and progress
 * @param colour whether results and errors may be coloured
 * @param live whether {@code err} is a terminal on which a line may be drawn over
 */
record Terminal(PrintWriter out, PrintWriter err, boolean colour, boolean live) {
    /**
     * The terminal of this process.
     *
     * @param terminals which of the standard streams are terminals, by number: {@code "12"} for both; told by the script,
     *     for Java cannot tell them apart
     */
    static Terminal standard(String terminals, Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean plain = dumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                terminals.contains("1") && terminals.contains("2") && !plain,
                terminals.contains("2") && !dumb);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** Prints a result, at once. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints an error or a remark, at once. */
    void warn(String line) {
        err.println(line);
        err.flush();
    }
}
