package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL on random instances under load, again and again, and at last on what started them. */
@Tag("I1")
@Tag("I8")
class ServeKillIT {
    private static final int KILLS = 20;
    private static final long SEED = 20_261_201;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path dir;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toldToRepeat = new AtomicInteger();

    private void hook(String name, String address, String remember) throws Exception {
        Files.writeString(
                Files.createDirectories(dir.resolve("pipelines")).resolve(name + ".yaml"),
                """
                source:
                  connector: webhook
                  config: { path: /%s, allow-unsigned: true, delivery-id: { header: X-Id }, id: { header: X-Id }%s }
                sink: { connector: http, config: { url: "%s" } }
                scaling: { min: 2, max: 2, target: 8, idle: 1m }
                """
                        .formatted(name, remember, address));
    }

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        try (SlowReceiver receiver = new SlowReceiver()) {
            receiver.pace = 10;
            hook("safe", receiver.address(), "");
            hook("unsafe", receiver.address(), ", remember: 0s");
            long orphan;
            try (Serving serving =
                    Serving.start(dir, dir.resolve("pipelines"), "--max-instances", "4", "--log-format", "json")) {
                List<CompletableFuture<Void>> senders = new ArrayList<>();
                for (int sender = 0; sender < 8; sender++) {
                    String function = sender % 2 == 0 ? "safe" : "unsafe";
                    String key = function + sender + "-";
                    senders.add(CompletableFuture.runAsync(
                            () -> send(serving, function, key), task -> new Thread(task).start()));
                }
                Random random = new Random(SEED);
                Set<Long> killed = new HashSet<>();
                for (int kill = 0; kill < KILLS; kill++) {
                    String function = random.nextBoolean() ? "safe" : "unsafe";
                    await().atMost(PATIENCE)
                            .until(() -> serving.pids(function).stream()
                                            .filter(pid -> !killed.contains(pid))
                                            .count()
                                    == 2);
                    long already = taken(function); // whoever has answered a hundred is replaced without a pause
                    await().atMost(PATIENCE).until(() -> taken(function) > already + 220);
                    List<Long> alive = new ArrayList<>(serving.pids(function));
                    alive.removeAll(killed);
                    long victim = alive.get(random.nextInt(alive.size()));
                    Serving.kill(victim);
                    killed.add(victim);
                }
                serving.awaitInstances("safe", 2);
                serving.awaitInstances("unsafe", 2);
                stop.set(true);
                senders.forEach(CompletableFuture::join);

                assertThat(killed).hasSize(KILLS);
                assertThat(receiver.taken).as("lost events").containsAll(acknowledged);
                assertThat(statuses).isSubsetOf(204, 502, 503);
                assertThat(serving.process().errors()).contains("it was killed, signal 9");
                assertThat(serving.process().errors().lines())
                        .filteredOn(line -> line.contains("it was killed") || line.contains("[safe/"))
                        .isNotEmpty()
                        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
                Set<String> distinct = new HashSet<>(receiver.taken);
                System.out.printf(
                        "%d instances killed under load: %d events acknowledged, 0 lost, %d delivered twice, %d times the"
                                + " sender was told to repeat; safe: %s%n",
                        KILLS,
                        acknowledged.size(),
                        receiver.taken.size() - distinct.size(),
                        toldToRepeat.get(),
                        counts(serving, "safe"));
                orphan = serving.pids("safe").get(0);
                serving.process().kill();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Serving.isAlive(orphan)).isFalse());
        }
    }

    private long taken(String function) {
        return acknowledged.stream().filter(id -> id.startsWith(function)).count();
    }

    private static String counts(Serving serving, String function) {
        String json = serving.function(function);
        int from = json.indexOf("\"requests\"");
        return json.substring(from, json.indexOf('}', from) + 1);
    }

    /** One event after the other, each until it is acknowledged, as senders of webhooks do. */
    private void send(Serving serving, String function, String key) {
        for (int i = 0; !stop.get(); i++) {
            String id = key + i;
            int status;
            do {
                status = serving.post("/" + function, "{}", "X-Id", id).join().statusCode();
                boolean unused = statuses.add(status);
                int repeats = status == 204 ? 0 : toldToRepeat.incrementAndGet();
                assertThat(repeats).isLessThan(100_000);
            } while (status != 204 && !stop.get());
            if (status == 204) {
                acknowledged.add(id);
            }
        }
    }
}
