package dev.penstock.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.KafkaTopics;
import dev.penstock.process.PenstockProcess;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of the Kafka connector, each with a client of its own, in one process. */
@Timeout(180)
class TwoKafkaVersionsIT {
    private static final String OLD_VERSION = "0.0.9";
    private static final String OLD = "kafka@" + OLD_VERSION;
    private static final String OLD_CLIENT = OlderKafka.clientVersion();
    private static final String NEW_VERSION = Objects.requireNonNull(System.getProperty("penstock.version"));
    private static final String NEW = "kafka@" + NEW_VERSION;
    private static final String NEW_CLIENT = Objects.requireNonNull(System.getProperty("penstock.kafka-version"));
    private static final String NEWEST = "kafka";

    @TempDir
    Path directory;

    private Path plugins = Path.of("");

    @BeforeEach
    void install() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        OlderKafka.write(plugins.resolve("connector-kafka-" + OLD_VERSION + ".jar"), OLD_VERSION);
    }

    @Test
    void recordsPassThroughBothAndEachUsesItsOwnClient() throws Exception {
        List<String> lines =
                IntStream.range(0, 500).mapToObj(number -> "line " + number).toList();
        Path input = Files.write(directory.resolve("in.txt"), lines);
        Path output = directory.resolve("out.txt");
        try (TestServer broker = TestServer.start(TestServer.Kind.KAFKA, directory.resolve("kafka"))) {
            new KafkaTopics(broker.address()).create("first", "second", "third");
            Path pipelines = Files.createDirectory(directory.resolve("pipelines"));
            Files.writeString(
                    pipelines.resolve("first.yaml"),
                    "source: { connector: file, config: { path: %s } }\n".formatted(input)
                            + sink(NEWEST, broker, "first"));
            Files.writeString(
                    pipelines.resolve("second.yaml"), source(OLD, broker, "first") + sink(NEW, broker, "second"));
            Files.writeString(
                    pipelines.resolve("third.yaml"), source(NEW, broker, "second") + sink(OLD, broker, "third"));
            Files.writeString(
                    pipelines.resolve("fourth.yaml"),
                    source(OLD, broker, "third")
                            + "sink: { connector: file, config: { path: %s, format: data } }\n".formatted(output));
            try (PenstockProcess process = PenstockProcess.run(
                    directory,
                    // The agent that tells of the clients would else listen at the name of this machine.
                    Map.of("JAVA_TOOL_OPTIONS", "-Djava.rmi.server.hostname=127.0.0.1"),
                    pipelines,
                    "--plugins",
                    plugins.toString())) {
                await().atMost(Duration.ofMinutes(1))
                        .failFast(() -> assertThat(process.isAlive()).isTrue())
                        .untilAsserted(() -> assertThat(output)
                                .as(process::errors)
                                .exists()
                                .content()
                                .hasLineCount(lines.size()));
                assertThat(Files.readAllLines(output)).containsExactlyInAnyOrderElementsOf(lines);
                assertThat(KafkaClients.versions(process.pid()))
                        .isEqualTo(Map.of(
                                "into-first", NEW_CLIENT,
                                "from-first", OLD_CLIENT,
                                "into-second", NEW_CLIENT,
                                "from-second", NEW_CLIENT,
                                "into-third", OLD_CLIENT,
                                "from-third", OLD_CLIENT));
                assertThat(process.terminate()).as(process::errors).isZero();
            }
        }
    }

    @Test
    void bothVersionsAreListedAndDescribed() throws Exception {
        assertThat(output("connectors").lines().map(line -> line.split(" {2,}")).filter(row -> row[0].equals("kafka")))
                .extracting(row -> row[1])
                .as("newest first, sources before sinks")
                .containsExactly(NEW_VERSION, OLD_VERSION, NEW_VERSION, OLD_VERSION);
        assertThat(output("describe", NEWEST)).contains(NEW).doesNotContain(OLD);
        assertThat(output("describe", OLD)).contains(OLD).doesNotContain(NEW);
    }

    @Test
    void aVersionThatIsNotInstalledIsRefusedWithThoseThatAre() throws Exception {
        Path pipeline = Files.writeString(
                directory.resolve("unknown.yaml"),
                """
                source: { connector: generator }
                sink: { connector: kafka@7.0.0, config: { bootstrap-servers: "127.0.0.1:1", topic: none } }
                """);
        try (PenstockProcess process = start("validate", pipeline.toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.errors()).contains("kafka", "7.0.0", NEW, OLD);
        }
    }

    private String output(String... arguments) throws Exception {
        try (PenstockProcess process = start(arguments)) {
            assertThat(process.exitCode()).as(process::errors).isZero();
            return process.output();
        }
    }

    private PenstockProcess start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--plugins", plugins.toString()));
        return PenstockProcess.start(directory, all.toArray(String[]::new));
    }

    private static String source(String connector, TestServer broker, String topic) {
        return """
                source:
                  connector: %s
                  config: { bootstrap-servers: "%s", topics: %s, properties: { client.id: from-%s } }
                """
                .formatted(connector, broker.address(), topic, topic);
    }

    private static String sink(String connector, TestServer broker, String topic) {
        return """
                sink:
                  connector: %s
                  config: { bootstrap-servers: "%s", topic: %s, properties: { client.id: into-%s } }
                """
                .formatted(connector, broker.address(), topic, topic);
    }
}
