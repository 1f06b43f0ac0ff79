package dev.penstock.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process under measurement, its output in files. Used by one thread; an end that was not asked for is a failure. */
public final class Child implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    private final long started = System.nanoTime();
    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** A class of this module, on the Java that runs the benchmark. */
    public static Child java(Path directory, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        return java(directory, options, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** A class of somebody else, on the Java that runs the benchmark. */
    public static Child java(Path directory, List<String> options, String classPath, String main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return start(directory, Map.of(), command);
    }

    /** The project's own command, as a user calls it. */
    public static Child penstock(Path directory, String javaOptions, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("penstock.checkout", "."), "penstock")
                .toAbsolutePath()
                .toString());
        command.addAll(List.of(arguments));
        return start(directory, Map.of("PENSTOCK_OPTS", javaOptions), command);
    }

    /** Any command, in that directory, with more variables in its environment. */
    public static Child start(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Child(builder.start(), out, err);
    }

    /** Waits until it prints that text; milliseconds since its start. */
    public double until(String text) throws IOException {
        while (!Files.readString(out).contains(text)) {
            alive();
            LockSupport.parkNanos(200_000);
        }
        return (System.nanoTime() - started) / 1e6;
    }

    /** Waits until it ends by itself; seconds since its start. */
    public double end() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("it did not end well: " + Files.readString(err));
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** Fails with what it said if it has ended, or runs for too long. */
    public void alive() throws IOException {
        if (!process.isAlive() || System.nanoTime() - started > PATIENCE) {
            throw new IllegalStateException("it never came that far: " + Files.readString(err) + Files.readString(out));
        }
    }

    /** What it printed so far. */
    public String output() throws IOException {
        return Files.readString(out);
    }

    /** Resident memory in MB. */
    public long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Processor time used so far, of all its threads. */
    public Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it in order and waits. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
