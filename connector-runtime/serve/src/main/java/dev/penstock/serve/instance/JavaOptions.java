package dev.penstock.serve.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the JVM of an instance is called: small, quick to start, and gone when its memory is used up, so that a fresh one takes its place.
 *
 * @param java the program
 * @param heap its heap at most, as {@code -Xmx} takes it: {@code 96m}
 * @param more options of the user, after all others
 */
public record JavaOptions(Path java, String heap, List<String> more) {
    public JavaOptions {
        more = List.copyOf(more);
    }

    /** The Java that runs this process. */
    public static Path ofThisProcess() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The command of an instance. */
    List<String> instance(Program program) {
        List<String> command = common();
        Path archive = program.archive();
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
            command.add("-Xshare:auto");
        }
        command.addAll(more);
        command.add("-jar");
        command.add(program.jar().toString());
        return command;
    }

    /** The command that makes the archive of classes. */
    List<String> training(Program program, Path archive) {
        List<String> command = common();
        command.add("-XX:ArchiveClassesAtExit=" + archive);
        command.addAll(more);
        command.add("-jar");
        command.add(program.jar().toString());
        command.add("--train");
        return command;
    }

    private List<String> common() {
        return new ArrayList<>(List.of(
                java.toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError"));
    }
}
