package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline in Google's framework, with its conformance data.
 *
 * <p>Of the pairs of that data, those from the first generation's events to CloudEvents concern a function that takes CloudEvents,
 * and all inputs that are CloudEvents pass through as they are. Pairs from CloudEvents to the first generation's events concern
 * functions that take those, which none of ours does.
 */
final class GoogleCloudIT {
    private static final String EVENTS = "dev.penstock.function.google.PenstockCloudEvents";
    private static final String REQUESTS = "dev.penstock.function.google.PenstockHttp";

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @TempDir
    Path dir;

    private Target target;

    @BeforeEach
    void open() throws IOException {
        target = new Target();
    }

    @AfterEach
    void close() {
        target.close();
    }

    private FunctionProcess start(String entry) throws Exception {
        Path made = Packaged.make(dir, "google-cloud", Packaged.pipeline("{ connector: trigger }", target.address()));
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        FunctionProcess function = FunctionProcess.start(
                made.resolve("function"),
                Map.of("PENSTOCK_TIMEOUT", "30"),
                List.of(
                        FunctionProcess.java(),
                        "-XX:+UseSerialGC",
                        "-jar",
                        Objects.requireNonNull(System.getProperty("penstock.functions-invoker")),
                        "--classpath",
                        "function.jar",
                        "--target",
                        entry,
                        "--port",
                        Integer.toString(port)));
        try {
            await().atMost(Duration.ofSeconds(60))
                    .failFast(() ->
                            assertThat(function.isAlive()).as(function::log).isTrue())
                    .until(this::listens);
            return function;
        } catch (RuntimeException | AssertionError notStarted) {
            function.close(); // nobody else has it yet, to close it
            throw notStarted;
        }
    }

    private boolean listens() throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(address("favicon.ico"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    private int post(String contentType, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(""))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Path data(String folder) {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        return Path.of(data, "google-functions", folder);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private void assertArrived(Path expected) throws IOException {
        assertThat(target.taken()).as(expected.toString()).hasSize(1);
        Target.Arrived arrived = target.taken().get(0);
        Map<String, Object> event = JSON.std.mapFrom(Files.readAllBytes(expected));
        for (String attribute : List.of("specversion", "type", "source", "id", "time", "subject")) {
            Object value = event.get(attribute);
            assertThat(arrived.header("ce-" + attribute))
                    .as(expected + ": " + attribute)
                    .isEqualTo(value == null ? null : value.toString());
        }
        assertThat(arrived.header("Content-Type")).isEqualTo(event.get("datacontenttype"));
        assertThat(JSON.std.anyFrom(arrived.body())).as(expected.toString()).isEqualTo(event.get("data"));
        target.taken().clear();
    }

    @Test
    void passesTheConformanceInputsOn() throws Exception {
        Path folder = data("framework-conformance");
        try (FunctionProcess function = start(EVENTS)) {
            List<Path> events = files(folder, "-cloudevent-input.json");
            assertThat(events).hasSize(8);
            for (Path input : events) {
                assertThat(post("application/cloudevents+json", Files.readAllBytes(input)))
                        .as(input + "\n" + function.log())
                        .isEqualTo(200);
                assertArrived(input);
            }
            List<Path> older = files(folder, "-legacy-input.json");
            assertThat(older).hasSize(8);
            for (Path input : older) {
                assertThat(post("application/json", Files.readAllBytes(input)))
                        .as(input + "\n" + function.log())
                        .isEqualTo(200);
                assertArrived(Path.of(input.toString().replace("-legacy-input", "-cloudevent-output")));
            }
        }
    }

    @Test
    void keepsEveryByteThroughHttp() throws Exception {
        Path folder = data("google-cloudevents");
        try (FunctionProcess function = start(REQUESTS)) {
            List<Path> files = files(folder, ".json");
            assertThat(files).hasSize(10);
            for (Path file : files) {
                byte[] data = Files.readAllBytes(file);
                assertThat(post(
                                "application/json",
                                data,
                                "ce-specversion",
                                "1.0",
                                "ce-id",
                                "1",
                                "ce-source",
                                "/x",
                                "ce-type",
                                "t"))
                        .as(function::log)
                        .isEqualTo(204);
                assertThat(target.taken().get(0).body()).as(file.toString()).isEqualTo(data);
                target.taken().clear();
            }
        }
    }

    @Test
    @Tag("I1")
    void answersWithAnErrorUntilTheEventIsSafe() throws Exception {
        byte[] event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\"}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (FunctionProcess function = start(EVENTS)) {
            target.answer(503);
            assertThat(post("application/cloudevents+json", event)).isEqualTo(500);
            target.answer(204);
            assertThat(post("application/cloudevents+json", event))
                    .as(function::log)
                    .isEqualTo(200);
            assertThat(target.taken()).extracting(Target.Arrived::id).containsExactly("1");
        }
    }

    @Test
    void splitsABatch() throws Exception {
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/x\",\"type\":\"t\"}";
        byte[] batch = ("[" + event.formatted("1") + "," + event.formatted("2") + "]")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (FunctionProcess function = start(REQUESTS)) {
            assertThat(post("application/cloudevents-batch+json", batch))
                    .as(function::log)
                    .isEqualTo(204);
            assertThat(target.taken()).extracting(Target.Arrived::id).containsExactlyInAnyOrder("1", "2");
        }
    }
}
