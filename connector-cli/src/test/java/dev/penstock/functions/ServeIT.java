package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function in processes of its own, from none to several and back. */
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
}
