package dev.penstock.cli.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A build of a project by its own Maven, in a process beside this one. The jar is the one that is shipped later; only the tests are
 * left out. For one thread.
 */
public final class MavenBuild {
    /** A build lives for seconds: compiling hot code well would take longer than it saves. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Project project;
    private final @Nullable String maven;
    private final Path log;
    private final boolean offline;
    private final Process process;

    private MavenBuild(Project project, @Nullable String maven, Path log, boolean offline) throws IOException {
        this.project = project;
        this.maven = maven;
        this.log = log;
        this.offline = offline;
        this.process = start();
    }

    /**
     * Begins a build without asking the network, which is what takes long.
     *
     * @param maven the command; null: the project's wrapper if it has one, else {@code mvn}
     * @param log where its output goes
     * @throws IOException when Maven cannot be started
     */
    public static MavenBuild begin(Project project, @Nullable String maven, Path log) throws IOException {
        return new MavenBuild(project, maven, log, true);
    }

    /** Begins it again with the network, to fetch what the first attempt was missing. */
    public MavenBuild online() throws IOException {
        return new MavenBuild(project, maven, log, false);
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                maven == null ? standardMaven(project.directory()) : maven,
                "-q",
                "-B",
                "-Dstyle.color=never",
                "-Dmaven.test.skip=true",
                "package"));
        if (offline) {
            command.add(1, "-o");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putIfAbsent("MAVEN_OPTS", SHORT_LIVED);
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private static String standardMaven(Path directory) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        Path wrapper = directory.resolve(windows ? "mvnw.cmd" : "mvnw").toAbsolutePath();
        if (Files.isExecutable(wrapper)) {
            return wrapper.toString();
        }
        return windows ? "mvn.cmd" : "mvn";
    }

    /** Whether it has ended. */
    public boolean isDone() {
        return !process.isAlive();
    }

    /** Whether there is a new jar; once it is done. */
    public boolean succeeded() {
        return process.exitValue() == 0;
    }

    /** Whether it failed because something must be fetched first; once it is done. */
    public boolean lacksArtifacts() throws IOException {
        return offline && !succeeded() && output().contains("offline");
    }

    /** What is wrong with the project, once it has failed. */
    public List<BuildMessage> messages() throws IOException {
        return BuildMessage.of(output(), project.directory());
    }

    private String output() throws IOException {
        // some versions colour the end of the last line, whatever they are told
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Ends it if it still runs; the jar that it may leave half written is nobody's. */
    public void cancel() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
