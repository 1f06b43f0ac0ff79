package dev.penstock.serve.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of the classes that a start of a function loads, by starting it once for show. Later starts map the archive into
 * memory, which halves their time. A function starts without it too, so nothing that goes wrong here is a failure.
 */
public final class ClassArchive {
    private static final System.Logger LOG = System.getLogger("dev.penstock.serve");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ClassArchive() {}

    /** Makes the archive of a program if it is not there; blocks. */
    public static void make(JavaOptions options, Program program) throws InterruptedException {
        Path archive = program.archive();
        if (Files.exists(archive)) {
            return;
        }
        Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
        List<String> command = options.training(program, fresh);
        try {
            Files.deleteIfExists(fresh);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("PENSTOCK_FUNCTION_HOME", program.home().toString());
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (ended && process.exitValue() == 0 && Files.exists(fresh)) {
                    Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
                    return;
                }
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "no archive of classes was made for {0}; starts take longer",
                        program.adapter());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no archive of classes was made for " + program.adapter(), e);
        }
    }
}
