package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.KafkaTopics;
import dev.penstock.process.PenstockProcess;
import dev.penstock.servers.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that reads a topic: none while nothing waits, more by what waits, and nothing is lost when one of them is killed. */
class ServeQueueIT {
    private static final int KEYS = 16;

    @TempDir
    Path dir;

    private static String pipeline(String broker, String address, String more) {
        return """
                source:
                  connector: kafka
                  config:
                    bootstrap-servers: "%s"
                    topics: lines
                    group-id: posters
                    properties: { session.timeout.ms: "6000", heartbeat.interval.ms: "500" }
                sink: { connector: http, config: { url: "%s" } }
                delivery:
                  buffer: { max-events: 100 }
                  %s
                scaling: { max: 3, target: 50, idle: 4s }
                """
                .formatted(broker, address, more);
    }

    @Test
    @Tag("I1")
    @Tag("I4")
    @Tag("I8")
    void instancesComeAndGoWithWhatWaits() throws Exception {
        try (TestServer broker = TestServer.start(TestServer.Kind.KAFKA, dir.resolve("kafka"));
                SlowReceiver receiver = new SlowReceiver()) {
            receiver.pace = 100;
            KafkaTopics topics = new KafkaTopics(broker.address());
            topics.create("lines");
            Path pipelines = Files.createDirectories(dir.resolve("pipelines"));
            String letters = "dead-letter: { connector: http, config: { url: \"" + receiver.address() + "\" } }";
            Files.writeString(pipelines.resolve("post.yaml"), pipeline(broker.address(), receiver.address(), letters));
            try (Serving serving = Serving.start(dir, pipelines, "--look-every", "2s", "--stable-window", "4s")) {
                // somebody looks, and goes again
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(serving.function("post"))
                        .contains("\"why\":\"nothing waits\""));
                assertThat(receiver.taken).isEmpty();

                Set<String> written = new HashSet<>();
                int sequence = 0;
                while (serving.pids("post").size() < 2) {
                    written.addAll(topics.writeEvents("lines", KEYS, sequence, 20));
                    sequence += 20;
                    await().atMost(Duration.ofMinutes(1)).until(() -> written.size() - receiver.taken.size() < 2_000);
                }
                assertThat(serving.function("post")).contains("events wait, 50 per instance", "\"shares\":4");
                assertThat(serving.get("/metrics")).contains("penstock_function_backlog{function=\"post\"}");
                Serving.kill(serving.pids("post").get(0));
                written.addAll(topics.writeEvents("lines", KEYS, sequence, 20));

                await().atMost(Duration.ofMinutes(2)).until(() -> new HashSet<>(receiver.taken).containsAll(written));
                assertOrder(receiver);
                serving.awaitInstances("post", 0);
                assertThat(serving.process().errors()).contains("it was killed, signal 9");
                assertThat(serving.process().terminate()).isZero();
            }
        }
    }

    /** Of each key, a later event never came for the first time before an earlier one. */
    private static void assertOrder(SlowReceiver receiver) {
        Map<String, Integer> last = new HashMap<>();
        for (String id : new java.util.LinkedHashSet<>(receiver.taken)) {
            String[] parts = id.split("-", -1);
            int sequence = Integer.parseInt(parts[1]);
            Integer before = last.put(parts[0], sequence);
            assertThat(before == null || before < sequence)
                    .as("key %s went from %s to %s", parts[0], before, sequence)
                    .isTrue();
        }
    }

    @Test
    void saysThatDeadLettersNeedAPlace() throws Exception {
        Path file = Files.writeString(dir.resolve("queue.yaml"), pipeline("a:1", "http://127.0.0.1:1/", ""));
        try (PenstockProcess process = PenstockProcess.start(dir, "serve", file.toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.errors())
                    .contains("penstock run")
                    .contains("queue.yaml")
                    .contains("dead-letter");
        }
    }
}
