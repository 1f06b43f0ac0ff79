package dev.penstock.benchmarks.function;

import dev.penstock.benchmarks.measure.Child;
import dev.penstock.benchmarks.measure.Rounds;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures functions beside the least that could do their work, in interleaved rounds, and prints medians and ratios. {@code
 * FunctionBenchmarks ROUNDS [lambda|http|warm|sizes]…}; all without a name.
 */
public final class FunctionBenchmarks {
    private static final List<String> ALL = List.of("lambda", "http", "warm", "sizes");
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final int rounds;
    private final Path directory;
    private final Packages packages;

    private FunctionBenchmarks(int rounds, Path directory) {
        this.rounds = rounds;
        this.directory = directory;
        this.packages = new Packages(directory);
    }

    /** Runs what the arguments name. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        List<String> wanted = arguments.length < 2 ? ALL : List.of(arguments).subList(1, arguments.length);
        Path target =
                Files.createDirectories(Path.of(System.getProperty("penstock.checkout", "."), "benchmarks/target"));
        Path directory = Files.createTempDirectory(target.toAbsolutePath().normalize(), "functions");
        FunctionBenchmarks benchmarks = new FunctionBenchmarks(rounds, directory);
        System.out.printf(
                "%s, Java %s, %d processors, load %.1f%n",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try {
            for (String name : wanted) {
                switch (name) {
                    case "lambda" -> benchmarks.lambda();
                    case "http" -> benchmarks.http();
                    case "warm" -> benchmarks.warm();
                    case "sizes" -> benchmarks.sizes();
                    default ->
                        throw new IllegalArgumentException("no measurement is named " + name + "; choose of " + ALL);
                }
            }
        } finally {
            clean(directory);
        }
    }

    private void lambda() throws Exception {
        System.out.println("aws-lambda, the runtime's own client, process start to first answer");
        try (Target receiver = new Target()) {
            Path made = packages.webhook("aws-lambda", receiver.address());
            Path penstock = Packages.unzip(made.resolve("function.zip"), directory.resolve("penstock-task"));
            Path bare = Files.createDirectories(directory.resolve("bare-task"));
            Path bareJar = Packages.jar(bare.resolve("lib/bare.jar"), BareHandler.class);
            List<ColdLambda> all = new ArrayList<>();
            Map<String, String> hook = Map.of(
                    "HOOK_TOKEN",
                    "only-for-measuring",
                    "JAVA_TOOL_OPTIONS",
                    Packages.javaToolOptions(made.resolve("template.yaml")));
            String handler = "dev.penstock.function.lambda.LambdaHandler::handleRequest";
            String bareHandler = BareHandler.class.getName() + "::handleRequest";
            all.add(new ColdLambda("bare handler", bare, bareHandler, List.of(), ColdLambda.AS_LAMBDA, Map.of()));
            all.add(new ColdLambda("penstock", penstock, handler, List.of(), ColdLambda.AS_LAMBDA, hook));
            Path spring =
                    Path.of(System.getProperty("penstock.checkout", "."), "benchmarks/peers/spring-function/target");
            if (Files.isDirectory(spring.resolve("lib"))) {
                all.add(new ColdLambda(
                        "spring cloud function",
                        spring.toAbsolutePath().normalize(),
                        "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest",
                        List.of(),
                        ColdLambda.AS_LAMBDA,
                        Map.of(
                                "MAIN_CLASS",
                                "dev.penstock.peers.spring.WebhookToHttp",
                                "TARGET_URL",
                                receiver.address())));
            }
            all.add(cached(new ColdLambda(
                    "bare handler, archive", bare, bareHandler, List.of(bareJar), ColdLambda.AS_LAMBDA, Map.of())));
            all.add(cached(new ColdLambda(
                    "penstock, archive",
                    penstock,
                    handler,
                    Packages.jars(penstock.resolve("lib")),
                    ColdLambda.AS_LAMBDA,
                    hook)));
            ColdTimes.Table table = new ColdTimes.Table();
            for (int round = 0; round < rounds; round++) {
                for (ColdLambda each : all) {
                    table.add(each.name(), each.measure());
                }
            }
            table.print();
            table.ratio("ratio to the bare handler (aim: at most 2.5)", "penstock", "bare handler");
            table.ratio("ratio, archives (aim on 25: at most 2.0)", "penstock, archive", "bare handler, archive");
            System.out.printf("  the service took %d events%n", receiver.taken());
        }
    }

    /** The same with an archive of the classes that a first run has loaded: an AOT cache where the JVM has it. */
    private ColdLambda cached(ColdLambda lambda) throws Exception {
        Path archive = directory.resolve(lambda.name().replaceAll("\\W+", "-") + ".archive");
        lambda.measure(List.of(writing(archive)));
        List<String> options = new ArrayList<>(lambda.options());
        options.add(reading(archive));
        return new ColdLambda(
                lambda.name(), lambda.task(), lambda.handler(), lambda.classPath(), options, lambda.environment());
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= 25;
    }

    private static String writing(Path archive) {
        return (hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
    }

    private static String reading(Path archive) {
        return (hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
    }

    private void http() throws Exception {
        System.out.println("http, process start to first answer");
        try (Target receiver = new Target()) {
            Path made = packages.webhook("http", receiver.address());
            Path bare = Files.createDirectories(directory.resolve("bare-server"));
            Packages.jar(bare.resolve("bare.jar"), BareServer.class, Class.forName(BareServer.class.getName() + "$1"));
            String jetty = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(jar -> jar.contains("jetty-") || jar.contains("slf4j"))
                    .collect(Collectors.joining(File.pathSeparator));
            List<String> bareLine = List.of("-cp", "bare.jar" + File.pathSeparator + jetty, BareServer.class.getName());
            List<String> line = Packages.entryPoint(made.resolve("Dockerfile"));
            List<ColdServer> all = new ArrayList<>();
            all.add(new ColdServer("bare Jetty", bare, plus(SMALL, bareLine)));
            all.add(new ColdServer("penstock", made.resolve("function"), plus(SMALL, line)));
            for (ColdServer plain : List.copyOf(all)) {
                Path archive = directory.resolve(plain.name().replaceAll("\\W+", "-") + "-http.archive");
                plain.train(writing(archive));
                all.add(new ColdServer(
                        plain.name() + ", archive", plain.folder(), plus(List.of(reading(archive)), plain.options())));
            }
            ColdTimes.Table table = new ColdTimes.Table();
            for (int round = 0; round < rounds; round++) {
                for (ColdServer each : all) {
                    table.add(each.name(), each.measure());
                }
            }
            table.print();
            table.ratio("ratio to bare Jetty (aim: at most 1.5)", "penstock", "bare Jetty");
            table.ratio("archive to none (aim: at most 0.5)", "penstock, archive", "penstock");
        }
    }

    private static List<String> plus(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private void warm() throws Exception {
        System.out.println("aws-lambda, warm, a sink in memory: handler called to answer written");
        Path home = packages.inMemory();
        Rounds one = new Rounds("one event (aim: at most 100)", "µs");
        Rounds kafka = new Rounds("500 records of Kafka, 1 KB (aim: at most 2000)", "µs");
        for (int round = 0; round < rounds; round++) {
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(SMALL);
            line.addAll(List.of("-cp", System.getProperty("java.class.path"), WarmLambda.class.getName()));
            try (Child child = Child.start(directory, Map.of("PENSTOCK_FUNCTION_HOME", home.toString()), line)) {
                child.end();
                for (String figure : child.output().lines().toList()) {
                    String[] words = figure.split(" ");
                    (words[0].equals("one") ? one : kafka).add(Double.parseDouble(words[1]));
                }
            }
        }
        one.print();
        kafka.print();
    }

    private void sizes() throws Exception {
        System.out.println("packages of webhook to http");
        for (String target : List.of("aws-lambda", "http", "functiongraph", "google-cloud")) {
            Path output = packages.webhook(target, "http://127.0.0.1:1/");
            System.out.printf("  %-16s %,8d kB in all its files%n", target, Packages.kilobytes(output));
        }
        Path functions =
                Path.of(System.getProperty("penstock.checkout", "."), "connector-cli/target/penstock/functions");
        try (Stream<Path> adapters = Files.list(functions)) {
            for (Path adapter : adapters.sorted().toList()) {
                System.out.printf(
                        "  %-16s %,8d kB adapter and engine (aim for aws-lambda: at most 6,000)%n",
                        adapter.getFileName(), Packages.kilobytes(adapter));
            }
        }
    }

    private static void clean(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
