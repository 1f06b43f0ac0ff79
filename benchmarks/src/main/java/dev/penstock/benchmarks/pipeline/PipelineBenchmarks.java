package dev.penstock.benchmarks.pipeline;

import dev.penstock.benchmarks.measure.Child;
import dev.penstock.benchmarks.measure.HttpLoad;
import dev.penstock.benchmarks.measure.Rounds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures whole pipelines beside their limits, in interleaved rounds, and prints medians and ratios. {@code PipelineBenchmarks
 * ROUNDS [file|webhook|start|large|idle]…}; all without a name.
 */
public final class PipelineBenchmarks {
    private static final int LINES = 1_000_000;
    private static final int PER_SYNC = 500;

    private final int rounds;
    private final Path directory;

    private PipelineBenchmarks(int rounds, Path directory) {
        this.rounds = rounds;
        this.directory = directory;
    }

    /** Runs what the arguments name. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        List<String> wanted = arguments.length < 2
                ? List.of("file", "webhook", "start", "large", "idle")
                : List.of(arguments).subList(1, arguments.length);
        Path target =
                Files.createDirectories(Path.of(System.getProperty("penstock.checkout", "."), "benchmarks/target"));
        Path directory = Files.createTempDirectory(target.toAbsolutePath(), "run");
        PipelineBenchmarks benchmarks = new PipelineBenchmarks(rounds, directory);
        System.out.printf(
                "%s, Java %s, %d processors%n",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        try {
            for (String name : wanted) {
                switch (name) {
                    case "file" -> benchmarks.file();
                    case "webhook" -> benchmarks.webhook();
                    case "start" -> benchmarks.start();
                    case "large" -> benchmarks.large();
                    case "idle" -> benchmarks.idle();
                    default -> throw new IllegalArgumentException("no benchmark is named " + name);
                }
            }
        } finally {
            clean(directory);
        }
    }

    private void file() throws Exception {
        System.out.printf("file to file, %,d lines of 300 bytes, a sync per %d%n", LINES, PER_SYNC);
        Path input = lines(directory.resolve("lines.txt"), LINES);
        Rounds plain = new Rounds("plain read and write loop", "lines/s");
        Rounds penstock = new Rounds("penstock, file to file", "lines/s");
        for (int round = 0; round < rounds; round++) {
            Path copy = directory.resolve("plain" + round);
            try (Child child = Child.java(
                    directory, List.of(), PlainCopy.class, input.toString(), copy.toString(), "" + PER_SYNC)) {
                plain.add(LINES / child.end());
            }
            Path moved = directory.resolve("moved" + round);
            Path pipeline = Files.writeString(
                    directory.resolve("file.yaml"),
                    "source: { connector: file, config: { path: " + input + ", follow: false } }\n"
                            + "sink: { connector: file, config: { path: " + moved + ", format: data } }\n"
                            + "delivery: { batch: { max-events: " + PER_SYNC + " } }\n");
            Path data = directory.resolve("data" + round);
            try (Child child = Child.penstock(
                    directory,
                    "",
                    "run",
                    pipeline.toString(),
                    "--drain",
                    "--data-dir",
                    data.toString(),
                    "--admin",
                    "127.0.0.1:0")) {
                penstock.add(LINES / child.end());
            }
            if (Files.mismatch(input, moved) != -1) {
                throw new IllegalStateException("the copy differs from its original");
            }
            Files.delete(copy);
            Files.delete(moved);
        }
        plain.print();
        penstock.print();
        Rounds.ratio("ratio (aim: at least 0.5)", penstock, plain);
    }

    private void webhook() throws Exception {
        System.out.println("webhook to file, 1 KB, 64 keep-alive connections, durable before 2xx");
        Rounds bare = new Rounds("bare Jetty with grouped sync", "requests/s");
        Rounds bare99 = new Rounds("bare Jetty, p99", "µs");
        Rounds penstock = new Rounds("penstock, webhook to file", "requests/s");
        Rounds penstock99 = new Rounds("penstock, p99", "µs");
        for (int round = 0; round < rounds; round++) {
            Path plain = directory.resolve("bare" + round);
            try (Child child = Child.java(directory, List.of("-XX:+UseSerialGC"), BareJetty.class, plain.toString())) {
                child.until("ready ");
                load(port(child.output(), "ready "), "/", bare, bare99);
            }
            Path taken = directory.resolve("taken" + round);
            Path pipeline = Files.writeString(
                    directory.resolve("webhook.yaml"),
                    "source:\n  connector: webhook\n  config: { provider: generic, path: /hook, type: measured,"
                            + " id: { pointer: /id }, allow-unsigned: true }\n"
                            + "sink: { connector: file, config: { path: " + taken + ", format: data } }\n");
            Path data = directory.resolve("hooks" + round);
            try (Child child = Child.penstock(
                    directory,
                    "",
                    "run",
                    pipeline.toString(),
                    "--data-dir",
                    data.toString(),
                    "--http",
                    "127.0.0.1:0",
                    "--admin",
                    "127.0.0.1:0")) {
                child.until("penstock ready");
                load(port(child.output(), "http://127.0.0.1:"), "/hook", penstock, penstock99);
            }
            Files.delete(plain);
            Files.delete(taken);
        }
        bare.print();
        penstock.print();
        bare99.print();
        penstock99.print();
        Rounds.ratio("ratio of throughput (aim: at least 0.8)", penstock, bare);
        Rounds.ratio("ratio of p99 (aim: at most 1.5)", penstock99, bare99);
    }

    private void load(int port, String path, Rounds throughput, Rounds slowest) throws Exception {
        try (Child load =
                Child.java(directory, List.of("-XX:+UseSerialGC"), HttpLoad.class, "" + port, path, "64", "5", "8")) {
            load.end();
            String[] figures = load.output().trim().split("\\s+", -1);
            if (!figures[4].equals("0")) {
                throw new IllegalStateException(figures[4] + " requests failed");
            }
            throughput.add(Double.parseDouble(figures[1]));
            slowest.add(Double.parseDouble(figures[3]));
        }
    }

    private static int port(String output, String before) {
        int start = output.indexOf(before) + before.length();
        int end = start;
        while (end < output.length() && Character.isDigit(output.charAt(end))) {
            end++;
        }
        return Integer.parseInt(output.substring(start, end));
    }

    private void start() throws Exception {
        System.out.println("start to ready, the README's pipeline");
        Path pipeline = Path.of(System.getProperty("penstock.checkout", "."), "examples/github-to-file.yaml")
                .toAbsolutePath();
        Rounds bare = new Rounds("bare Jetty hello", "ms");
        Rounds penstock = new Rounds("penstock ready", "ms");
        Rounds memory = new Rounds("penstock, resident", "MB");
        for (int round = 0; round < rounds * 2; round++) {
            try (Child child = Child.java(directory, List.of(), BareJetty.class, "hello")) {
                bare.add(child.until("ready "));
            }
            Path data = directory.resolve("start" + round);
            try (Child child = Child.penstock(
                    directory,
                    "",
                    "run",
                    pipeline.toString(),
                    "--data-dir",
                    data.toString(),
                    "--http",
                    "127.0.0.1:0",
                    "--admin",
                    "127.0.0.1:0")) {
                penstock.add(child.until("penstock ready"));
                memory.add(child.residentMegabytes());
            }
        }
        bare.print();
        penstock.print();
        memory.print();
        Rounds.ratio("ratio (aim: at most 2)", penstock, bare);
    }

    private void large() throws Exception {
        System.out.println("1 GB file through a heap of 128 MB");
        int count = 3_580_000;
        Path input = lines(directory.resolve("large.txt"), count);
        Path moved = directory.resolve("large.out");
        Path pipeline = Files.writeString(
                directory.resolve("large.yaml"),
                "source: { connector: file, config: { path: " + input + ", follow: false } }\n"
                        + "sink: { connector: file, config: { path: " + moved + ", format: data } }\n");
        try (Child child = Child.penstock(
                directory,
                "-Xmx128m",
                "run",
                pipeline.toString(),
                "--drain",
                "--data-dir",
                directory.resolve("large").toString(),
                "--admin",
                "127.0.0.1:0")) {
            double seconds = child.end();
            boolean same = Files.mismatch(input, moved) == -1;
            System.out.printf(
                    "  %,d bytes in %.1f s, %.0f MB/s, copy %s%n",
                    Files.size(input), seconds, Files.size(input) / seconds / 1e6, same ? "identical" : "DIFFERS");
        }
        Files.delete(input);
        Files.delete(moved);
    }

    private void idle() throws Exception {
        System.out.println("1,000 idle file pipelines in one runtime");
        Path pipelines = Files.createDirectories(directory.resolve("pipelines"));
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        Path outputs = directory.resolve("outputs");
        for (int i = 0; i < 1000; i++) {
            Path input = Files.writeString(inputs.resolve("in" + i), "line\n");
            Files.writeString(
                    pipelines.resolve("p" + i + ".yaml"),
                    "source: { connector: file, config: { path: " + input + " } }\n"
                            + "sink: { connector: file, config: { path: " + outputs.resolve("out" + i) + " } }\n");
        }
        Rounds ready = new Rounds("start to ready", "ms");
        Rounds memory = new Rounds("resident", "MB");
        for (int round = 0; round < Math.min(3, rounds); round++) {
            try (Child child = Child.penstock(
                    directory,
                    "-Xmx512m",
                    "run",
                    pipelines.toString(),
                    "--data-dir",
                    directory.resolve("idle" + round).toString(),
                    "--admin",
                    "127.0.0.1:0")) {
                ready.add(child.until("penstock ready"));
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000_000L);
                memory.add(child.residentMegabytes());
            }
        }
        ready.print();
        memory.print();
    }

    private static Path lines(Path file, int count) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                String number = String.valueOf(i);
                out.write(number);
                out.write(" ");
                out.write("abcdefghijklmnopqrstuvwxyz 0123456789 ".repeat(8), 0, 299 - number.length() - 1);
                out.write("\n");
            }
        }
        return file;
    }

    private static void clean(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
