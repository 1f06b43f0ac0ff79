package dev.penstock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The laid-out command in a process of its own. */
public final class PenstockProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern HOOK = Pattern.compile("webhooks (http://[^ ,\\s]+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private PenstockProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Runs pipelines on free ports, with their state below that directory, and waits for the ready line. */
    public static PenstockProcess run(Path directory, Path pipelines, String... more) throws IOException {
        return run(directory, Map.of(), pipelines, more);
    }

    /** The same, with more variables in its environment. */
    public static PenstockProcess run(Path directory, Map<String, String> environment, Path pipelines, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                pipelines.toString(),
                "--data-dir",
                directory.resolve("data").toString(),
                "--http",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0"));
        arguments.addAll(List.of(more));
        return start(directory, List.of(), environment, arguments).ready();
    }

    /** Starts {@code penstock} with these arguments in that directory; a heap of 128 MB, to notice what grows. */
    public static PenstockProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, List.of(), arguments);
    }

    /** The same, with words before the Java command: {@code sh -c 'ulimit …'} for one. */
    public static PenstockProcess start(Path directory, List<String> before, String... arguments) throws IOException {
        return start(directory, before, Map.of(), List.of(arguments));
    }

    /** The same, with more variables in its environment. */
    public static PenstockProcess start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(directory, List.of(), environment, List.of(arguments));
    }

    private static PenstockProcess start(
            Path directory, List<String> before, Map<String, String> environment, List<String> arguments)
            throws IOException {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")));
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // most of these processes live for seconds
                "-Dpenstock.home=" + home,
                "-cp",
                home.resolve("lib/connector-cli.jar").toString(),
                "dev.penstock.cli.PenstockCommand"));
        command.addAll(arguments);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new PenstockProcess(builder.start(), out, err);
    }

    /** Waits for the ready line; kills a process that does not say it. */
    public PenstockProcess ready() {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .failFast(
                            () -> assertThat(process.isAlive()).as(this::errors).isTrue())
                    .untilAsserted(() -> assertThat(output()).as(this::errors).contains("penstock ready"));
            return this;
        } catch (RuntimeException | AssertionError notReady) {
            process.destroyForcibly(); // nobody else has it yet, to close it
            throw notReady;
        }
    }

    /** Where the first webhook listens, as the ready line says. */
    public URI hook() {
        Matcher hook = HOOK.matcher(output());
        assertThat(hook.find()).as(output()).isTrue();
        return URI.create(hook.group(1));
    }

    /** SIGKILL: no warning, no last word. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** SIGTERM; the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Waits for the end; the exit code. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "ended:\n" + errors())
                .isTrue();
        return process.exitValue();
    }

    /** The number that the system knows it by. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
        return read(out);
    }

    public String errors() {
        return read(err);
    }

    /** Resident memory in bytes; 0 where the system does not tell. */
    public long residentBytes() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            kill();
        }
    }
}
