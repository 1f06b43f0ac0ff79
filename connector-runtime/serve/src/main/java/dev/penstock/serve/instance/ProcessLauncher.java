package dev.penstock.serve.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Starts instances as processes of their own.
 *
 * <p>The working directory is that of this process, so that relative paths in a pipeline mean what they mean to {@code penstock run}.
 * An instance holds the other end of its standard input and ends when this process is gone, however it went. Ctrl-C on a
 * terminal reaches only this process, which then ends its instances in order.
 */
public final class ProcessLauncher implements Launcher {
    private static final Path SHELL = Path.of("/bin/sh");

    private final JavaOptions options;
    private final Duration limit;
    private final Duration drain;
    private final Set<String> withheld;
    private final BiConsumer<String, String> lines;

    /**
     * A launcher.
     *
     * @param limit an invocation is answered after this long at the latest
     * @param drain after SIGTERM, what is under way has this long
     * @param withheld environment variables that instances do not get
     * @param lines takes each line that an instance prints, after its label; called by one thread per instance
     */
    public ProcessLauncher(
            JavaOptions options,
            Duration limit,
            Duration drain,
            Set<String> withheld,
            BiConsumer<String, String> lines) {
        this.options = options;
        this.limit = limit;
        this.drain = drain;
        this.withheld = Set.copyOf(withheld);
        this.lines = lines;
    }

    @Override
    public RunningInstance launch(Program program, String label) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(deafToInterrupts(options.instance(program))).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(withheld); // I7
        environment.put("PENSTOCK_FUNCTION_HOME", program.home().toString());
        environment.put("PENSTOCK_HOST", "127.0.0.1");
        environment.put("PORT", "0");
        environment.put("PENSTOCK_SUPERVISED", "true");
        environment.put("PENSTOCK_TIMEOUT", "" + Math.max(1, limit.toSeconds()));
        environment.put("PENSTOCK_DRAIN", "" + Math.max(1, drain.toSeconds()));
        Process process = builder.start();
        return new ProcessInstance(process, new Output(process, label, lines));
    }

    /** What is ignored when a program begins stays ignored, also by a JVM. */
    private static List<String> deafToInterrupts(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT; exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }
}
