package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of {@code penstock new} are changed while {@code penstock dev} runs them. */
final class DevIT {
    private static final String SOURCE = "orders/src/main/java/com/example/orders/OrdersSource.java";
    private static final String WEBHOOK = "notices/src/main/java/com/example/notices/NoticesWebhook.java";

    /** One Maven repository for both tests: what the first has fetched is there for the second. */
    @TempDir
    static Path maven;

    @TempDir
    Path dir;

    @Test
    void versionsOfASourceTakeOverWithoutLosingOrRepeatingAnEvent() throws Exception {
        begin("polling-source", "orders");
        HttpServer service = listOfItems();
        try {
            change(
                    "orders/pipeline.yaml",
                    "  config:\n    url:",
                    "  config:\n    interval: 10ms\n    page-size: 3\n    url:");
            Map<String, String> environment = environment(
                    "ORDERS_URL", "http://127.0.0.1:" + service.getAddress().getPort() + "/items");
            try (PenstockProcess dev = PenstockProcess.start(dir, environment, "dev", "orders")) {
                says(dev, "com.example.orders.item  1  ", "delivered", "penstock ready");

                change(SOURCE, "com.example.orders.item", "com.example.orders.order");
                says(dev, "version 2 has taken over", "com.example.orders.order  ");

                change(SOURCE, "com.example.orders.order\"", "com.example.orders.order\" +");
                says(dev, "the project cannot be built, see above; version 2 goes on");
                assertThat(dev.errors()).containsPattern("OrdersSource\\.java:\\d+:\\d+: illegal start of expression");
                int then = lines("out/orders.ndjson").size();
                patiently().until(() -> lines("out/orders.ndjson").size() > then + 3);

                change(SOURCE, "com.example.orders.order\" +", "com.example.orders.mended\"");
                says(dev, "version 3 has taken over", "com.example.orders.mended  ");
                assertThat(dev.terminate()).isZero();
            }
            int stopped = lines("out/orders.ndjson").size();
            try (PenstockProcess dev = PenstockProcess.start(dir, environment, "dev", "orders")) {
                patiently().until(() -> lines("out/orders.ndjson").size() > stopped + 3);
                assertThat(dev.terminate()).isZero();
            }
        } finally {
            service.stop(0);
        }
        List<String> written = lines("out/orders.ndjson");
        assertThat(found("\"id\":\"(\\d+)\"", written))
                .as("each once and in order, over three versions and a new start")
                .isEqualTo(IntStream.rangeClosed(1, written.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(found("\"type\":\"com.example.orders.(\\w+)\"", written).stream()
                        .distinct())
                .containsExactly("item", "order", "mended");
    }

    @Test
    void deliveriesSentWhileAWebhookIsReplacedAllArrive() throws Exception {
        begin("webhook-source", "notices");
        AtomicBoolean over = new AtomicBoolean();
        try (PenstockProcess dev = PenstockProcess.start(
                dir, environment("NOTICES_SECRET", "sesame"), "dev", "notices", "--http", "127.0.0.1:0", "--json")) {
            patiently().until(() -> dev.output().contains("\"kind\":\"ready\""));
            String url = await().until(
                            () -> found(
                                    "webhooks (http://\\S+?),? *$",
                                    List.of(dev.errors().split("\n"))),
                            urls -> !urls.isEmpty())
                    .get(0);
            assertThat(send(url, 3, "sesame").exitCode()).isZero();
            CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> {
                int accepted = 0;
                while (!over.get()) {
                    CommandRun run = send(url, 5, "sesame");
                    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
                    assertThat(run.out() + run.err()).doesNotContain("sesame");
                    accepted += 5;
                }
                return accepted;
            });
            change(WEBHOOK, "\"posted\"", "\"came\"");
            change(WEBHOOK, "\"com.example.notices.\" + type", "\"com.example.notices.new.\" + type");
            says(dev, "\"kind\":\"taken-over\",\"version\":2,", "com.example.notices.new.sample");
            over.set(true);
            int accepted = sender.get(60, TimeUnit.SECONDS);
            CommandRun foreign = send(url, 1, "simsim");
            assertThat(foreign.exitCode()).isEqualTo(1);
            assertThat(foreign.out()).startsWith("401  sample  ");
            assertThat(send(url, 2, "sesame").exitCode()).isZero();
            assertThat(dev.terminate()).isZero();

            List<String> ids = found("\"id\":\"([-0-9a-f]{36})\",\"source\"", lines("out/notices.ndjson"));
            assertThat(ids).hasSize(3 + accepted + 2).doesNotHaveDuplicates();
        }
    }

    private void begin(String kind, String name) throws Exception {
        try (PenstockProcess project = PenstockProcess.start(dir, "new", kind, name)) {
            assertThat(project.exitCode()).as(project::errors).isZero();
        }
    }

    private CommandRun send(String url, int count, String secret) {
        return CommandRun.of(
                Map.of("NOTICES_SECRET", secret),
                "dev",
                "send",
                dir.resolve("notices").toString(),
                "--url",
                url,
                "--count",
                Integer.toString(count));
    }

    /** A list that grows by an item at every look. */
    private static HttpServer listOfItems() throws IOException {
        AtomicInteger last = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/items", exchange -> {
            List<String> after =
                    found("after=(\\d+)", List.of(exchange.getRequestURI().getQuery()));
            int from = after.isEmpty() ? 0 : Integer.parseInt(after.get(0));
            byte[] page = IntStream.rangeClosed(from + 1, Math.min(from + 3, last.incrementAndGet()))
                    .mapToObj(id -> "{\"id\":" + id + "}")
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The Maven of this build, with a local repository of its own that takes what this build has downloaded. */
    private static Map<String, String> environment(String name, String value) throws IOException {
        String cached =
                "<id>cached</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots>"
                        .formatted(Path.of(Objects.requireNonNull(System.getProperty("penstock.maven-repository")))
                                .toUri());
        Files.writeString(
                maven.resolve("settings.xml"),
                "<settings><localRepository>" + maven.resolve("m2")
                        + "</localRepository><profiles><profile><id>cached</id><repositories><repository>" + cached
                        + "</repository></repositories><pluginRepositories><pluginRepository>" + cached
                        + "</pluginRepository></pluginRepositories></profile></profiles>"
                        + "<activeProfiles><activeProfile>cached</activeProfile></activeProfiles></settings>\n");
        Path own = Path.of(System.getProperty("penstock.maven-home", ""), "bin", "mvn");
        Path command = Files.createDirectories(maven.resolve("bin")).resolve("mvn");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '" + (Files.exists(own) ? own : "/usr/bin/mvn") + "' -s '"
                        + maven.resolve("settings.xml") + "' \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of(
                name,
                value,
                "PATH",
                maven.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(dir.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(dir.resolve(file), text.replace(from, to));
    }

    private static void says(PenstockProcess dev, String... texts) {
        patiently()
                .failFast(() -> assertThat(dev.isAlive()).as(dev::errors).isTrue())
                .untilAsserted(() -> assertThat(dev.output()).as(dev::errors).contains(texts));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(50));
    }

    private List<String> lines(String file) throws IOException {
        return Files.exists(dir.resolve(file)) ? Files.readAllLines(dir.resolve(file)) : new ArrayList<>();
    }

    private static List<String> found(String pattern, List<String> lines) {
        return lines.stream()
                .flatMap(line -> Pattern.compile(pattern).matcher(line).results())
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
