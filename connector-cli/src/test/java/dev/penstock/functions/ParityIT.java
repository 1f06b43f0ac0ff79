package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.cli.LambdaProcess;
import dev.penstock.cli.packaging.Targets;
import dev.penstock.functions.Recorder.Request;
import dev.penstock.functions.SampleEvents.Sample;
import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same events through the runtime and through every platform: what the target gets is the same, to the byte. */
@Timeout(300)
final class ParityIT {
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")));

    private final List<Sample> samples = SampleEvents.all();
    private final byte[] batch = SampleEvents.batch(samples).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Recorder recorder;

    @BeforeEach
    void open() throws IOException {
        recorder = new Recorder();
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private String pipeline(String source, String name) {
        return "source: " + source + "\nsink: { connector: http, config: { url: \"" + recorder.address(name)
                + "\" } }\n";
    }

    /** The folder of the function, as the platform has it; its connectors are the installed ones. */
    private Path packaged(String target) throws Exception {
        Path folder = Files.createDirectories(dir.resolve(target));
        Path made = Packaged.make(folder, target, pipeline("{ connector: trigger }", target));
        Path zip = made.resolve("function.zip");
        Path home = Files.exists(zip) ? Packaged.unzip(zip, folder.resolve("code")) : made.resolve("function");
        String jar = "connectors/connector-http.jar";
        assertThat(Packages.digest(home.resolve(jar))).as(target).isEqualTo(Packages.digest(HOME.resolve(jar)));
        try (Stream<Path> jars = Files.list(home.resolve("connectors"))) {
            assertThat(jars).as(target).hasSize(1);
        }
        return home;
    }

    @Test
    @Tag("I4")
    @Tag("I5")
    void deliversTheSameBytesEverywhere(TestReporter reporter) throws Exception {
        runtime();
        lambda();
        http();
        functionGraph();
        google();
        for (String target : Targets.names().split(", ")) {
            if (!Files.exists(dir.resolve(target))) {
                assertThat(packaged(target)).exists();
            }
        }
        List<Request> expected = recorder.requests("run");
        assertIsWhatWasSent(expected);
        for (String name : List.of("aws-lambda", "http", "functiongraph", "google-cloud")) {
            assertSame(recorder.requests(name), expected, name);
            reporter.publishEntry(name, "200 events equal to those of the runtime");
        }
    }

    /** Against the samples, so that not all of them are wrong alike. */
    private void assertIsWhatWasSent(List<Request> requests) {
        Map<String, Request> byId = byId(requests);
        assertThat(byId).hasSize(samples.size());
        for (Sample sample : samples) {
            Request request = Objects.requireNonNull(byId.get(sample.id()), sample.id());
            assertThat(request.body())
                    .as(sample.id())
                    .isEqualTo(Base64.getDecoder().decode(sample.data()));
        }
    }

    private static void assertSame(List<Request> requests, List<Request> expected, String name) {
        assertThat(requests).as(name).hasSameSizeAs(expected);
        Map<String, Request> byId = byId(requests);
        byId(expected)
                .forEach((id, request) ->
                        assertThat(byId.get(id)).as(name + ": " + id).isEqualTo(request));
        assertThat(idsByKey(requests)).as(name + ": order of each key").isEqualTo(idsByKey(expected));
    }

    private static Map<String, Request> byId(List<Request> requests) {
        Map<String, Request> byId = new HashMap<>();
        requests.forEach(request -> byId.put(id(request), request));
        return byId;
    }

    private static Map<String, List<String>> idsByKey(List<Request> requests) {
        return requests.stream()
                .collect(Collectors.groupingBy(
                        request -> request.header("ce-partitionkey"),
                        Collectors.mapping(ParityIT::id, Collectors.toList())));
    }

    /** Attributes in headers are percent-encoded, section 3.1.3.2 of the HTTP binding. */
    private static String id(Request request) {
        return java.net.URLDecoder.decode(request.header("ce-id").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void runtime() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("run"));
        Files.write(
                folder.resolve("events.ndjson"),
                samples.stream().map(Sample::json).toList());
        Path file = Files.writeString(
                folder.resolve("orders.yaml"),
                pipeline("{ connector: file, config: { path: events.ndjson, format: cloudevents } }", "run"));
        try (PenstockProcess process = PenstockProcess.start(
                folder, "run", file.toString(), "--drain", "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0")) {
            assertThat(process.exitCode()).as(process::errors).isZero();
        }
    }

    private void lambda() throws Exception {
        Path zip = packaged("aws-lambda").resolveSibling("out-aws-lambda").resolve("function.zip");
        try (LambdaProcess lambda = new LambdaProcess(zip, dir.resolve("task"), Map.of())) {
            assertThat(lambda.started().error()).as(lambda.log()).isFalse();
            assertThat(lambda.invoke(new String(batch, StandardCharsets.UTF_8)).body())
                    .isEqualTo("{\"settled\":" + samples.size() + "}");
        }
    }

    private void http() throws Exception {
        try (HttpFunctionProcess function =
                HttpFunctionProcess.start(packaged("http").resolveSibling("."), Map.of())) {
            assertThat(function.post("/", batch, "Content-Type", BATCH).statusCode())
                    .as(function::log)
                    .isEqualTo(204);
        }
    }

    private void functionGraph() throws Exception {
        Path home = packaged("functiongraph");
        try (RuntimeEmulator platform = new RuntimeEmulator();
                FunctionProcess function = FunctionProcess.start(
                        home,
                        Map.of(
                                "PENSTOCK_JAVA",
                                FunctionProcess.java(),
                                "RUNTIME_API_ADDR",
                                platform.address(),
                                "RUNTIME_TIMEOUT",
                                "30"),
                        List.of(home.resolve("bootstrap").toString()))) {
            assertThat(platform.asked().await(60, TimeUnit.SECONDS))
                    .as(function::log)
                    .isTrue();
            RuntimeEmulator.Answer answer = platform.invoke(batch).join();
            assertThat(answer.failed()).as(answer.body()).isFalse();
        }
    }

    private void google() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = List.of(
                FunctionProcess.java(),
                "-XX:+UseSerialGC",
                "-jar",
                Objects.requireNonNull(System.getProperty("penstock.functions-invoker")),
                "--classpath",
                "function.jar",
                "--target",
                "dev.penstock.function.google.PenstockHttp",
                "--port",
                Integer.toString(port));
        Path home = packaged("google-cloud");
        try (FunctionProcess function = FunctionProcess.start(home, Map.of("PENSTOCK_TIMEOUT", "30"), command)) {
            URI address = URI.create("http://127.0.0.1:" + port + "/");
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .failFast(() ->
                            assertThat(function.isAlive()).as(function::log).isTrue())
                    .until(() -> post(address, "text/plain", new byte[0]) > 0);
            assertThat(post(address, BATCH, batch)).as(function::log).isEqualTo(204);
        }
    }

    private static int post(URI address, String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void thePageSaysWhatTheCodeSays(TestReporter reporter) throws IOException {
        Path checkout = Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout")));
        String page = new Portability(dir).page();
        Path written =
                Files.writeString(Objects.requireNonNull(HOME.getParent()).resolve("portability.md"), page);
        reporter.publishEntry(page);
        assertThat(page)
                .as("docs/reference/portability.md is out of date; copy %s there", written)
                .isEqualTo(Files.readString(checkout.resolve("docs/reference/portability.md")));
    }
}
