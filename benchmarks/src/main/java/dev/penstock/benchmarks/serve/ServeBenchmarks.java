package dev.penstock.benchmarks.serve;

import dev.penstock.benchmarks.measure.Child;
import dev.penstock.benchmarks.measure.HttpLoad;
import dev.penstock.benchmarks.measure.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures {@code penstock serve}: {@code ServeBenchmarks ROUNDS [step|start|overhead|ten]…}; all without a name. {@code step} writes its chart
 * into the documentation.
 */
public final class ServeBenchmarks {
    private static final List<String> ALL = List.of("step", "start", "overhead", "ten");
    private static final int PACE = 100;

    private final int rounds;
    private final Path directory;

    private ServeBenchmarks(int rounds, Path directory) {
        this.rounds = rounds;
        this.directory = directory;
    }

    /** Runs what the arguments name. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        List<String> wanted = arguments.length < 2 ? ALL : List.of(arguments).subList(1, arguments.length);
        Path target = Files.createDirectories(checkout().resolve("benchmarks/target"));
        Path directory = Files.createTempDirectory(target.toAbsolutePath().normalize(), "serve");
        ServeBenchmarks benchmarks = new ServeBenchmarks(rounds, directory);
        System.out.printf(
                "%s, Java %s, %d processors%n",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        try {
            for (String name : wanted) {
                switch (name) {
                    case "step" -> benchmarks.step();
                    case "start" -> benchmarks.start();
                    case "overhead" -> benchmarks.overhead();
                    case "ten" -> benchmarks.ten();
                    default ->
                        throw new IllegalArgumentException("no measurement is named " + name + "; choose of " + ALL);
                }
            }
        } finally {
            clean(directory);
        }
    }

    private static Path checkout() {
        return Path.of(System.getProperty("penstock.checkout", "."));
    }

    private Path fresh(String name) throws IOException {
        return Files.createTempDirectory(directory, name);
    }

    private void step() throws Exception {
        System.out.printf("step: 0, 64 callers, 0; a target that takes %d ms; target 8, max 6%n", PACE);
        Path own = fresh("step");
        try (SlowTarget target = new SlowTarget(PACE)) {
            Served.pipeline(own.resolve("pipelines"), "step", target.address(), "min: 0, max: 6, target: 8, idle: 10s");
            try (Served served = Served.start(own, own.resolve("pipelines"))) {
                StepLoad load = new StepLoad(served, "step");
                List<Moment> moments = load.run(64, 30);
                long answered = load.succeeded.get();
                System.out.printf(
                        Locale.ROOT,
                        "  %d requests, %d failed, %d delivered; first answer after %.0f ms; at most %d instances%n",
                        answered + load.failed.get(),
                        load.failed.get(),
                        target.taken.get(),
                        load.firstAnswer(),
                        moments.stream().mapToInt(Moment::instances).max().orElse(0));
                String title = String.format(
                        Locale.ROOT,
                        "64 callers at once for 30 s, a target that takes %d ms, at most 6 instances (%s)",
                        PACE,
                        LocalDate.now(java.time.ZoneOffset.UTC));
                Path chart = checkout().resolve("docs/explanation/autoscaling.svg");
                Files.writeString(chart, StepChart.of(moments, title));
                System.out.println("  written: docs/explanation/autoscaling.svg");
            }
        }
    }

    private void start() throws Exception {
        System.out.println(
                "start: first answer of a function without an instance, beside the same package started by hand");
        Rounds scaled = new Rounds("serve, from none to the first answer", "ms");
        Rounds byHand = new Rounds("java -jar, to the first answer", "ms");
        Path own = fresh("start");
        try (SlowTarget target = new SlowTarget(0)) {
            Served.pipeline(own.resolve("pipelines"), "cold", target.address(), "min: 0, max: 1, idle: 1s");
            try (Served served = Served.start(own, own.resolve("pipelines"))) {
                for (int round = 0; round < rounds; round++) {
                    long before = System.nanoTime();
                    succeed(served.event("cold", round).join());
                    scaled.add((System.nanoTime() - before) / 1e6);
                    served.awaitReady("cold", 0);
                    byHand.add(byHand(own.resolve("data/functions")));
                }
            }
        }
        scaled.print();
        byHand.print();
        Rounds.ratio("ratio (aim: at most 1.3)", scaled, byHand);
    }

    /** Starts the package that serve made, as serve does, and sends an event as soon as it listens. */
    private double byHand(Path functions) throws Exception {
        Path adapter = only(functions, "adapter-");
        Path home = only(functions, "cold-");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=" + adapter.resolve("classes.jsa"),
                "-Xshare:auto",
                "-jar",
                adapter.resolve("function-http.jar").toString());
        java.util.Map<String, String> environment = java.util.Map.of(
                "PENSTOCK_FUNCTION_HOME",
                home.toString(),
                "PENSTOCK_HOST",
                "127.0.0.1",
                "PORT",
                "0",
                "PENSTOCK_SUPERVISED",
                "true");
        long before = System.nanoTime();
        try (Child child = Child.start(directory, environment, command)) {
            child.until("listens on port ");
            String said = child.output();
            String port = said.substring(said.indexOf("port ") + 5)
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .strip();
            succeed(HttpClient.newHttpClient()
                    .send(Served.post("http://127.0.0.1:" + port + "/", 1), BodyHandlers.discarding())
                    .statusCode());
            return (System.nanoTime() - before) / 1e6;
        }
    }

    private static Path only(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void overhead() throws Exception {
        System.out.println("overhead: 8 connections through the gateway, and straight to the instance");
        Rounds through = new Rounds("through the gateway", "requests/s");
        Rounds straight = new Rounds("straight to the instance", "requests/s");
        Rounds throughMedian = new Rounds("through the gateway, p50", "µs");
        Rounds straightMedian = new Rounds("straight to the instance, p50", "µs");
        Path own = fresh("overhead");
        Path pipelines = Files.createDirectories(own.resolve("pipelines"));
        try (SlowTarget target = new SlowTarget(0)) {
            Files.writeString(
                    pipelines.resolve("hook.yaml"),
                    "source: { connector: webhook, config: { path: /hook, allow-unsigned: true, remember: 0s, type: measured } }\n"
                            + "sink: { connector: http, config: { url: \"" + target.address() + "\" } }\n"
                            + "scaling: { min: 1, max: 1, target: 8 }\n");
            Served.pipeline(pipelines, "any", target.address(), "min: 0, max: 1");
            try (Served served = Served.start(own, pipelines)) {
                int instance = portOf(served.pid("hook"));
                for (int round = 0; round < rounds; round++) {
                    load(served.port(), through, throughMedian);
                    load(instance, straight, straightMedian);
                }
            }
        }
        through.print();
        straight.print();
        throughMedian.print();
        straightMedian.print();
        Rounds.ratio("ratio of throughput (aim: at most 1.3)", straight, through);
        System.out.printf(
                Locale.ROOT,
                "  %-44s %12.2f ms%n",
                "more in p50 (aim: at most 1 ms)",
                (throughMedian.median() - straightMedian.median()) / 1e3);
    }

    /** The port that a process listens on, as the system knows it. */
    private static int portOf(int pid) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ss", "-tlnpH").start();
        try (Stream<String> lines = process.inputReader().lines()) {
            return lines.filter(line -> line.contains("pid=" + pid + ","))
                    .map(line -> line.trim().split("\\s+", -1)[3])
                    .mapToInt(address -> Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void load(int port, Rounds throughput, Rounds median) throws Exception {
        try (Child load =
                Child.java(directory, List.of("-XX:+UseSerialGC"), HttpLoad.class, "" + port, "/hook", "8", "3", "5")) {
            load.end();
            String[] figures = load.output().replace("measuring", "").trim().split("\\s+", -1);
            throughput.add(Double.parseDouble(figures[0]));
            median.add(Double.parseDouble(figures[1]));
        }
    }

    private void ten() throws Exception {
        System.out.println("ten: functions of different load side by side, 1 to 10 callers each, for 20 s");
        Path own = fresh("ten");
        try (SlowTarget target = new SlowTarget(PACE)) {
            for (int i = 1; i <= 10; i++) {
                Served.pipeline(
                        own.resolve("pipelines"), "f" + i, target.address(), "min: 0, max: 3, target: 4, idle: 5s");
            }
            try (Served served = Served.start(own, own.resolve("pipelines"))) {
                List<StepLoad> loads = Stream.iterate(1, i -> i <= 10, i -> i + 1)
                        .map(i -> new StepLoad(served, "f" + i))
                        .toList();
                List<Thread> threads = new java.util.ArrayList<>();
                int[] most = new int[10];
                for (int i = 0; i < 10; i++) {
                    int number = i;
                    Thread thread = new Thread(() -> {
                        try {
                            most[number] = loads.get(number).run(number + 1, 20).stream()
                                    .mapToInt(Moment::instances)
                                    .max()
                                    .orElse(0);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    thread.start();
                    threads.add(thread);
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                for (int i = 0; i < 10; i++) {
                    StepLoad load = loads.get(i);
                    System.out.printf(
                            Locale.ROOT,
                            "  f%-3d %d callers: %d answered, %d failed, at most %d instances, first answer after %.0f ms%n",
                            i + 1,
                            i + 1,
                            load.succeeded.get(),
                            load.failed.get(),
                            most[i],
                            load.firstAnswer());
                }
            }
        }
    }

    private static void succeed(int status) {
        if (status != 204) {
            throw new IllegalStateException("the answer was " + status);
        }
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
