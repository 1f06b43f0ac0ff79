package dev.penstock.benchmarks.broker;

import dev.penstock.servers.TestServer;
import dev.penstock.servers.TestServer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures pipelines between brokers, databases, files and webhooks in interleaved rounds and prints medians and ratios.
 * {@code BrokerBenchmarks [ROUNDS [kafka-postgresql|file-kafka|webhook-kafka|postgresql-kafka|sizes]…]}; all without a name.
 */
public final class BrokerBenchmarks {
    private static final List<String> ALL =
            List.of("kafka-postgresql", "file-kafka", "webhook-kafka", "postgresql-kafka", "sizes");

    private BrokerBenchmarks() {}

    /** Runs what the arguments name. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        List<String> wanted = arguments.length < 2 ? ALL : List.of(arguments).subList(1, arguments.length);
        for (String name : wanted) {
            if (!ALL.contains(name)) {
                System.err.println("no benchmark is named '" + name + "'; choose from " + String.join(", ", ALL));
                System.exit(2);
            }
        }
        Path target =
                Files.createDirectories(Path.of(System.getProperty("penstock.checkout", "."), "benchmarks/target"));
        Path directory = Files.createTempDirectory(target.toAbsolutePath(), "brokers");
        System.out.printf(
                "%s, Java %s, %d processors%n",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        try (TestServer kafka = TestServer.start(Kind.KAFKA, directory.resolve("kafka"));
                TestServer postgresql = TestServer.start(Kind.POSTGRESQL, directory.resolve("postgresql"))) {
            Bench bench = new Bench(directory, kafka.address(), postgresql.address(), rounds);
            for (String name : wanted) {
                run(name, bench);
            }
        } finally {
            if (!Boolean.getBoolean("keep")) {
                clean(directory);
            }
        }
    }

    private static void run(String name, Bench bench) throws Exception {
        try (Topics topics = new Topics(bench.kafka())) {
            switch (name) {
                case "kafka-postgresql" -> new KafkaToPostgresql(bench, topics).run();
                case "file-kafka" -> new FileToKafka(bench, topics).run();
                case "webhook-kafka" -> new WebhookToKafka(bench, topics).run();
                case "postgresql-kafka" -> new PostgresqlToKafka(bench, topics).run();
                case "sizes" -> JarSizes.print();
                default -> throw new IllegalArgumentException("no benchmark is named " + name);
            }
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
