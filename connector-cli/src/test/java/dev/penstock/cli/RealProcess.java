package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The laid-out command in a process of its own, in a folder of its own. Closing kills it. */
final class RealProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    private RealProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static RealProcess start(Path folder, String... arguments) throws IOException {
        String home = Objects.requireNonNull(System.getProperty("penstock.home"), "penstock.home");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dpenstock.home=" + home,
                "-cp",
                home + "/lib/connector-cli.jar",
                "dev.penstock.cli.PenstockCommand"));
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new RealProcess(process, out, err);
    }

    /** Starts {@code run} on free ports and waits until it is ready. */
    static RealProcess run(Path folder, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("run", "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        RealProcess process = start(folder, all.toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> process.out().contains("penstock ready") || !process.process.isAlive());
        assertThat(process.out()).as(process.err()).startsWith("penstock ready in ");
        return process;
    }

    /** Runs to the end. */
    static RealProcess toTheEnd(Path folder, String... arguments) throws IOException, InterruptedException {
        try (RealProcess process = start(folder, arguments)) {
            process.exitCode();
            return process;
        }
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end; it says: " + err());
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** What the ready line says behind that word. */
    String address(String what) {
        Matcher matcher = Pattern.compile(what + " (http\\S+?)(,|\\s)").matcher(out());
        assertThat(matcher.find()).as(out()).isTrue();
        return matcher.group(1);
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
