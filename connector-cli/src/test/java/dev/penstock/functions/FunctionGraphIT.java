package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.functions.RuntimeEmulator.Answer;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline on FunctionGraph: packaged, unpacked, and started by its bootstrap behind an emulator of the runtime's calls. */
final class FunctionGraphIT {
    private static final String TRIGGER = "{ connector: trigger, config: { kind: kafka, resource: i, topics: [t] } }";

    @TempDir
    Path dir;

    private Target target;
    private RuntimeEmulator platform;

    @BeforeEach
    void open() throws IOException {
        target = new Target();
        platform = new RuntimeEmulator();
    }

    @AfterEach
    void close() {
        platform.close();
        target.close();
    }

    private FunctionProcess start() throws Exception {
        Path made = Packaged.make(dir, "functiongraph", Packaged.pipeline(TRIGGER, target.address()));
        Path home = Packaged.unzip(made.resolve("function.zip"), dir.resolve("code"));
        FunctionProcess function = FunctionProcess.start(
                home,
                Map.of(
                        "PENSTOCK_JAVA",
                        FunctionProcess.java(),
                        "RUNTIME_API_ADDR",
                        platform.address(),
                        "RUNTIME_TIMEOUT",
                        "30"),
                List.of(home.resolve("bootstrap").toString()));
        try {
            assertThat(platform.asked().await(60, TimeUnit.SECONDS))
                    .as(function::log)
                    .isTrue();
            return function;
        } catch (AssertionError | InterruptedException notStarted) {
            function.close(); // nobody else has it yet, to close it
            throw notStarted;
        }
    }

    private Answer invoke(String payload) {
        return platform.invoke(payload.getBytes(StandardCharsets.UTF_8)).join();
    }

    private static String kafka(String... messages) {
        return "{\"event_version\":\"v1.0\",\"event_time\":1576737962,\"trigger_type\":\"KAFKA\",\"instance_id\":\"i\","
                + "\"records\":[{\"messages\":[\"" + String.join("\",\"", messages) + "\"],\"topic_id\":\"t\"}]}";
    }

    @Test
    void deliversWhatEveryTriggerSends() throws Exception {
        String folder = System.getProperty("penstock.data", "");
        assumeFalse(folder.isEmpty(), "needs -Dpenstock.data=DIR");
        Path events = Path.of(folder, "functiongraph", "java-events");
        Map<String, Integer> expected = Map.of(
                "dms4kafka_event.json", 5,
                "kafka_event.json", 5,
                "s3obs_event.json", 1,
                "smn_event.json", 1,
                "timer_timer_event.json", 1,
                "timer_timer2_event.json", 1);
        try (FunctionProcess function = start()) {
            for (Map.Entry<String, Integer> file : expected.entrySet()) {
                int before = target.taken().size();
                Answer answer = platform.invoke(Files.readAllBytes(events.resolve(file.getKey())))
                        .join();
                assertThat(answer.failed()).as(answer.body()).isFalse();
                assertThat(target.taken()).as(file.getKey()).hasSize(before + file.getValue());
            }
            assertThat(target.taken()).extracting(Target.Arrived::id).doesNotContainNull();
            // it is a GET, and no CloudEvent
            Answer refused = platform.invoke(Files.readAllBytes(events.resolve("apig_apig_event.json")))
                    .join();
            assertThat(JSON.std.mapFrom(refused.body())).containsEntry("statusCode", 405);
            assertThat(function.isAlive()).isTrue();
        }
    }

    @Test
    @Tag("I1")
    @Tag("I5")
    void failsTheInvocationAndDeliversTheSameEventsWhenItIsRepeated() throws Exception {
        try (FunctionProcess function = start()) {
            target.answer(500);
            Answer failed = invoke(kafka("one", "two"));
            assertThat(failed.failed()).isTrue();
            assertThat(String.valueOf(JSON.std.mapFrom(failed.body()).get("errorMessage")))
                    .startsWith("2 of 2 events are not delivered; event 1 (id ")
                    .contains("http-500");
            List<String> tried =
                    target.arrived().stream().map(Target.Arrived::id).distinct().toList();
            target.answer(204);
            assertThat(invoke(kafka("one", "two")).failed()).isFalse();
            // messages of a topic are in order: the second was not tried before the first was taken
            assertThat(target.taken()).extracting(Target.Arrived::id).hasSize(2).containsAll(tried);
            assertThat(function.isAlive()).isTrue();
        }
    }

    @Test
    void failsWhatItCannotReadAndGoesOn() throws Exception {
        try (FunctionProcess function = start()) {
            for (String payload : List.of("", "{\"records\":", "\u0000", "{\"lts\":{\"data\":\"%\"}}")) {
                Answer failed = invoke(payload);
                assertThat(failed.failed()).isTrue();
                assertThat(failed.body()).contains("malformed-payload");
            }
            assertThat(invoke(kafka("after")).failed()).isFalse();
            assertThat(function.isAlive()).isTrue();
        }
    }

    @Test
    @Tag("I8")
    void deliversAndAnswersWhatIsUnderWayWhenItIsStopped() throws Exception {
        CountDownLatch gate = target.hold(new CountDownLatch(1));
        try (FunctionProcess function = start()) {
            CompletableFuture<Answer> answer = platform.invoke(kafka("last").getBytes(StandardCharsets.UTF_8));
            await().atMost(Duration.ofSeconds(30)).until(() -> !target.arrived().isEmpty());
            function.terminate();
            gate.countDown();
            assertThat(answer.join().failed()).isFalse();
            assertThat(function.exitCode()).isEqualTo(128 + 15);
            assertThat(target.taken()).hasSize(1);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void listensAsAnHttpFunction() throws Exception {
        Path made =
                Packaged.make(dir, "functiongraph-http", Packaged.pipeline("{ connector: trigger }", target.address()));
        Path home = Packaged.unzip(made.resolve("function.zip"), dir.resolve("code"));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (FunctionProcess function = FunctionProcess.start(
                home,
                Map.of("PENSTOCK_JAVA", FunctionProcess.java(), "PORT", Integer.toString(port)),
                List.of(home.resolve("bootstrap").toString()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> function.log().contains("listens"));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("Content-Type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\"}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(target.taken()).extracting(Target.Arrived::id).containsExactly("1");
        }
    }
}
