package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that leak, hang and call {@code System.exit}, beside others that notice nothing of it. */
@Tag("I9")
class ServeFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path dir;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();

    private void function(String name, String sink, String max) throws Exception {
        Files.writeString(
                Files.createDirectories(dir.resolve("pipelines")).resolve(name + ".yaml"),
                "source: { connector: trigger }\nsink: " + sink + "\nscaling: { min: 1, max: " + max
                        + ", idle: 1m }\n");
    }

    private static CompletableFuture<HttpResponse<String>> event(Serving serving, String function, String id) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/test\",\"type\":\"t\"}";
        return serving.post("/functions/" + function, event, "Content-Type", "application/cloudevents+json");
    }

    @Test
    void hurtsItselfOnly() throws Exception {
        PoisonJar.write(dir.resolve("plugins"));
        try (SlowReceiver receiver = new SlowReceiver()) {
            receiver.pace = 5;
            List<String> poisoned = List.of("leak", "hang", "exit");
            for (String how : poisoned) {
                function(how, "{ connector: poison, config: { how: " + how + " } }", "1");
            }
            for (String name : List.of("one", "two")) {
                function(name, "{ connector: http, config: { url: \"" + receiver.address() + "\" } }", "1");
            }
            try (Serving serving = Serving.start(
                    dir,
                    dir.resolve("pipelines"),
                    "--plugins",
                    dir.resolve("plugins").toString(),
                    "--instance-memory",
                    "40m",
                    "--max-instances",
                    "6")) {
                List<Long> one = serving.pids("one");
                List<Long> two = serving.pids("two");
                assertThat(one).hasSize(1);
                List<CompletableFuture<Void>> neighbours =
                        List.of(keepAsking(serving, "one"), keepAsking(serving, "two"));

                long hanging = serving.pids("hang").get(0);
                List<CompletableFuture<HttpResponse<String>>> hung = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    hung.add(event(serving, "hang", "h" + i)); // eight are taken, the others wait
                }
                int exits = event(serving, "exit", "e").join().statusCode();
                assertThat(exits).isIn(502, 503);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    event(serving, "leak", "l").join();
                    assertThat(serving.process().errors())
                            .containsPattern("function leak: instance 1 .* ended by itself .*: its memory was used up");
                });
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(serving.process().errors())
                                .containsPattern("function exit: instance 1 .* ended by itself .*: exit code 7"));
                assertThat(hung).noneMatch(ServeFaultsIT::succeeded);
                assertThat(serving.pids("hang")).containsExactly(hanging);

                // a process that stops altogether is found out and replaced
                signal("STOP", hanging);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(serving.process().errors())
                                .contains("function hang: instance 1 hangs: it does not answer health checks"));
                for (String how : poisoned) {
                    serving.awaitInstances(how, 1); // each has another one
                }

                int already = answered.get();
                await().atMost(PATIENCE).until(() -> answered.get() > already + 20);
                stop.set(true);
                neighbours.forEach(CompletableFuture::join);
                assertThat(serving.pids("one")).isEqualTo(one);
                assertThat(serving.pids("two")).isEqualTo(two);
                assertThat(serving.function("one")).contains("\"failed\":0", "\"turnedAway\":0", "\"repeated\":0");
                System.out.printf(
                        "beside a leak, a hang and an exit: %d requests of neighbours, all answered, the slowest after %d ms%n",
                        answered.get(), Duration.ofNanos(slowest.get()).toMillis());
                serving.process().kill();
            }
        }
    }

    private static boolean succeeded(CompletableFuture<HttpResponse<String>> answer) {
        return answer.isDone()
                && !answer.isCompletedExceptionally()
                && answer.join().statusCode() == 204;
    }

    private CompletableFuture<Void> keepAsking(Serving serving, String function) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; !stop.get(); i++) {
                        long before = System.nanoTime();
                        assertThat(event(serving, function, function + i).join().statusCode())
                                .isEqualTo(204);
                        slowest.accumulateAndGet(System.nanoTime() - before, Math::max);
                        answered.incrementAndGet();
                    }
                },
                task -> new Thread(task).start());
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
