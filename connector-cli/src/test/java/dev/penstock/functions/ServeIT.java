package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in processes of their own, from none to several and back, and what happens when they die. */
class ServeIT {
    @TempDir
    Path dir;

    private Path pipelines() throws Exception {
        return Files.createDirectories(dir.resolve("pipelines"));
    }

    private static String hook(String address, String scaling) {
        return """
                source:
                  connector: webhook
                  config: { path: /orders, allow-unsigned: true, id: { header: X-Id } }
                sink: { connector: http, config: { url: "%s" } }
                scaling: { %s }
                """
                .formatted(address, scaling);
    }

    private static String trigger(String address, String scaling) {
        return """
                source: { connector: trigger }
                sink: { connector: http, config: { url: "%s" } }
                scaling: { %s }
                """
                .formatted(address, scaling);
    }

    /** An order, sent again as long as no instance was free for it in time, as senders do. */
    private static CompletableFuture<HttpResponse<String>> order(Serving serving, String id) {
        return serving.post("/orders", "{\"order\":1}", "X-Id", id)
                .thenComposeAsync(
                        answer -> answer.statusCode() == 503
                                        && answer.headers()
                                                .firstValue("Retry-After")
                                                .isPresent()
                                ? order(serving, id)
                                : CompletableFuture.completedFuture(answer),
                        CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
    }

    private static String event(String id, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/test\",\"type\":\"t\",\"data\":\"" + data
                + "\"}";
    }

    private static CompletableFuture<HttpResponse<String>> event(Serving serving, String function, String event) {
        return serving.post("/functions/" + function, event, "Content-Type", "application/cloudevents+json");
    }

    @Test
    @Tag("I1")
    @Tag("I8")
    void growsFromNoneUnderLoadRollsOutAndShrinksToNoneWithoutLosingARequest() throws Exception {
        try (SlowReceiver receiver = new SlowReceiver()) {
            receiver.pace = 50;
            Path file = pipelines().resolve("orders.yaml");
            Files.writeString(file, hook(receiver.address(), "min: 0, max: 3, target: 4, idle: 3s"));
            try (Serving serving = Serving.start(dir, pipelines())) {
                assertThat(serving.process().output()).contains("/orders");
                assertThat(serving.pids("orders")).isEmpty();

                HttpResponse<String> cold = order(serving, "cold").join();
                assertThat(cold.statusCode()).as(serving.process()::errors).isEqualTo(204);
                assertThat(receiver.taken).containsExactly("cold");

                List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    answers.add(order(serving, "step-" + i));
                }
                serving.awaitInstances("orders", 3);
                assertAllTaken(serving, receiver, answers, 201);

                // another version under load: each request is answered by the one or the other
                answers.clear();
                List<Long> before = serving.pids("orders");
                Files.writeString(file, hook(receiver.address() + "v2", "min: 0, max: 2, target: 4, idle: 3s"));
                int sent = 0;
                while (before.stream().anyMatch(Serving::isAlive)) {
                    CompletableFuture<HttpResponse<String>> answer = order(serving, "roll-" + sent++);
                    answers.add(answer);
                    answer.join();
                }
                assertThat(serving.process().errors()).contains("the new version has taken over");
                assertAllTaken(serving, receiver, answers, 201 + sent);

                // an invalid file changes nothing, and the reason is told
                Files.writeString(file, hook(receiver.address(), "min: nine"));
                await().untilAsserted(
                                () -> assertThat(serving.process().errors()).contains("stays as it was before"));
                assertThat(order(serving, "still").join().statusCode()).isEqualTo(204);

                serving.awaitInstances("orders", 0);
                assertThat(serving.function("orders")).contains("\"state\":\"idle\"", "no work for 3s");
                assertThat(serving.get("/metrics"))
                        .contains("penstock_function_instances_ready{function=\"orders\"} 0.0");
                assertThat(serving.process().terminate()).isZero();
            }
        }
    }

    private static void assertAllTaken(
            Serving serving, SlowReceiver receiver, List<CompletableFuture<HttpResponse<String>>> answers, int all) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode())
                .as(serving.process()::errors)
                .isEqualTo(204));
        assertThat(receiver.taken).hasSize(all).doesNotHaveDuplicates();
    }

    @Test
    @Tag("I1")
    @Tag("I8")
    @Tag("I9")
    void whatIsAcknowledgedArrivesThoughInstancesAreKilledAndNeighboursNoticeNothing() throws Exception {
        try (SlowReceiver receiver = new SlowReceiver()) {
            receiver.pace = 20;
            Files.writeString(
                    pipelines().resolve("victim.yaml"),
                    trigger(receiver.address(), "min: 2, max: 2, target: 8, idle: 1m"));
            Files.writeString(
                    pipelines().resolve("neighbour.yaml"),
                    trigger(receiver.address(), "min: 1, max: 1, target: 8, idle: 1m"));
            long instance;
            try (Serving serving = Serving.start(dir, pipelines(), "--instance-memory", "40m")) {
                List<Long> neighbours = serving.pids("neighbour");
                Set<String> acknowledged = ConcurrentHashMap.newKeySet();
                AtomicBoolean stop = new AtomicBoolean();
                List<CompletableFuture<Void>> senders = new ArrayList<>();
                for (int sender = 0; sender < 6; sender++) {
                    String key = "s" + sender + "-";
                    String function = sender < 4 ? "victim" : "neighbour";
                    senders.add(CompletableFuture.runAsync(
                            () -> send(serving, function, key, acknowledged, stop), task -> new Thread(task).start()));
                }
                for (int kill = 0; kill < 3; kill++) {
                    int already = acknowledged.size();
                    await().until(() -> acknowledged.size() > already + 50);
                    Serving.kill(serving.pids("victim").get(0));
                    serving.awaitInstances("victim", 2);
                }
                // memory is used up: whoever takes this request dies, at most two of them, and the sender is told
                int status = event(serving, "victim", event("poison", "x".repeat(15 << 20)))
                        .join()
                        .statusCode();
                assertThat(status).isEqualTo(502);
                assertThat(serving.process().errors()).contains("its memory was used up");
                serving.awaitInstances("victim", 2);
                stop.set(true);
                senders.forEach(CompletableFuture::join);

                assertThat(receiver.taken).as("lost events").containsAll(acknowledged);
                assertThat(serving.pids("neighbour")).isEqualTo(neighbours);
                assertThat(serving.function("neighbour")).contains("\"failed\":0");
                assertThat(serving.process().errors()).contains("it was killed, signal 9");

                instance = serving.pids("victim").get(0);
                serving.process().kill();
            }
            long orphan = instance;
            await().untilAsserted(() -> assertThat(Serving.isAlive(orphan)).isFalse());
        }
    }

    /** One event after the other, each until it is acknowledged. */
    private static void send(
            Serving serving, String function, String key, Set<String> acknowledged, AtomicBoolean stop) {
        for (int i = 0; !stop.get(); i++) {
            String id = key + i;
            while (event(serving, function, event(id, "small")).join().statusCode() != 204) {
                assertThat(function).isEqualTo("victim");
            }
            acknowledged.add(id);
        }
    }

    @Test
    void refusesWhatCannotBeAFunctionAndSaysTheWayOut() throws Exception {
        Path file = Files.writeString(
                dir.resolve("queue.yaml"),
                "source: { connector: kafka, config: { bootstrap-servers: a:1, topics: t } }\nsink: { connector: log }\n");
        try (PenstockProcess process = PenstockProcess.start(dir, "serve", file.toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.errors()).contains("penstock run").contains("queue.yaml");
        }
    }
}
