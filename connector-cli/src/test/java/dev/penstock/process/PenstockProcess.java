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

    /** Starts {@code penstock} with these arguments in that directory; a heap of 128 MB, to notice what grows. */
    public static PenstockProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, List.of(), arguments);
    }

    /** The same, with words before the Java command: {@code sh -c 'ulimit …'} for one. */
    public static PenstockProcess start(Path directory, List<String> before, String... arguments) throws IOException {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")));
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Dpenstock.home=" + home,
                "-cp",
                home.resolve("lib/connector-cli.jar").toString(),
                "dev.penstock.cli.PenstockCommand"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new PenstockProcess(process, out, err);
    }

    /** Waits for the ready line. */
    public PenstockProcess ready() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(process.isAlive())
                    .as(() -> "still running:\n" + errors())
                    .isTrue();
            return output().contains("penstock ready");
        });
        return this;
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
