package dev.penstock.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.process.KafkaTopics;
import dev.penstock.process.PenstockProcess;
import dev.penstock.process.Receiver;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every connector that comes with Penstock at work in one process: none harms another by what it brings. */
@Timeout(180)
class AllConnectorsIT {
    private static final Pattern ORDER = Pattern.compile("(?<=\"id\":\")order-\\d+");
    private static final List<String> IDS =
            IntStream.range(0, 60).mapToObj(number -> "order-" + number).toList();
    private static final List<String> ORDERS = IDS.stream()
            .map(id -> "{\"id\":\"" + id + "\",\"customer\":\"c" + id.hashCode() % 7 + "\",\"total\":19.90}")
            .toList();

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void workTogetherInOneProcess() throws Exception {
        try (TestServer kafka = TestServer.start(TestServer.Kind.KAFKA, directory.resolve("kafka"));
                TestServer rocketmq = TestServer.start(TestServer.Kind.ROCKETMQ, directory.resolve("rocketmq"));
                TestServer postgresql = TestServer.start(TestServer.Kind.POSTGRESQL, directory.resolve("postgresql"));
                Receiver receiver = new Receiver();
                ItemList list = new ItemList(ORDERS)) {
            new KafkaTopics(kafka.address()).create("orders");
            createTable(postgresql);
            List<Flow> flows = flows(
                    kafka.address(), rocketmq.address(), postgresql.address(), receiver.address(), list.address());
            assertThat(flows.stream().flatMap(Flow::connectors)).containsAll(installed());
            Files.write(directory.resolve("orders.ndjson"), ORDERS);
            Path pipelines = Files.createDirectory(directory.resolve("pipelines"));
            for (Flow flow : flows) {
                flow.write(pipelines);
            }
            try (PenstockProcess process = PenstockProcess.run(directory, pipelines)) {
                for (String order : ORDERS) {
                    assertThat(post(process.hook(), order)).isBetween(200, 299);
                }
                arrive(process, "by kafka, rocketmq and jdbc to http", () -> bodies(receiver));
                arrive(process, "from kafka-partitions to log", process::output);
                arrive(process, "from http to file", () -> content("listed.ndjson"));
                arrive(process, "from webhook to file", () -> content("hooked.ndjson"));
                await().until(() -> content("made.ndjson").lines().count() == 25);
                assertThat(process.terminate()).as(process::errors).isZero();
                assertThat(process.errors()).doesNotContain("\tat ", "ERROR");
            }
            assertThat(output("dead-letters", "list", "--json", "--data-dir", "data")
                            .trim())
                    .isEqualTo("[ ]");
        }
    }

    /** The first four are one way: from a file by two brokers and a table to a service. */
    private static List<Flow> flows(String kafka, String rocketmq, String database, String service, String list) {
        String broker = "bootstrap-servers: \"" + kafka + "\"";
        String mq = "name-server: \"" + rocketmq + "\", topic: orders";
        String table = "url: \"" + database + "\", table: orders";
        String order = "id: { pointer: /id }, partition-key: { pointer: /customer }";
        return List.of(
                new Flow(
                        "a",
                        "file",
                        "path: orders.ndjson, format: json, " + order,
                        "kafka",
                        broker + ", topic: orders"),
                new Flow("b", "kafka", broker + ", topics: orders", "rocketmq", mq),
                new Flow("c", "rocketmq", mq, "jdbc", table + ", mode: upsert, key-columns: [id]"),
                new Flow("d", "jdbc", table, "http", "url: \"" + service + "\", mode: data"),
                new Flow("e", "kafka-partitions", broker + ", topics: orders", "log", "format: json"),
                new Flow("f", "http", "url: \"" + list + "\", id: { pointer: /id }", "file", "path: listed.ndjson"),
                new Flow("g", "webhook", "path: /orders, id: { pointer: /id }", "file", "path: hooked.ndjson"),
                new Flow("h", "generator", "count: 25, rate: 0", "file", "path: made.ndjson"));
    }

    private static void createTable(TestServer database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.address());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders"
                    + " (number bigserial PRIMARY KEY, id text UNIQUE, customer text, total numeric(10, 2))");
        }
    }

    /** All connectors that come with Penstock, as {@link Flow#connectors} names them. */
    private List<String> installed() throws Exception {
        return JSON.std.listOfFrom(Object.class, output("connectors", "--json")).stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> !"trigger-source".equals(each.get("kind"))) // runs in functions only
                .filter(each -> !"state-store".equals(each.get("kind"))) // no end of a pipeline
                .map(each -> ("sink".equals(each.get("kind")) ? "sink " : "source ") + each.get("name"))
                .toList();
    }

    private String output(String... arguments) throws Exception {
        try (PenstockProcess process = PenstockProcess.start(directory, arguments)) {
            assertThat(process.exitCode()).as(process::errors).isZero();
            return process.output();
        }
    }

    private int post(URI hook, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void arrive(PenstockProcess process, String way, Supplier<String> place) {
        await(way)
                .atMost(Duration.ofMinutes(1))
                .failFast(() -> assertThat(process.isAlive()).isTrue())
                .untilAsserted(() -> assertThat(ORDER.matcher(place.get()).results())
                        .extracting(MatchResult::group)
                        .as(process::errors)
                        .hasSameElementsAs(IDS));
    }

    private String content(String file) {
        try {
            Path path = directory.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bodies(Receiver receiver) {
        return receiver.arrived().stream()
                .map(each -> new String(each.body(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
