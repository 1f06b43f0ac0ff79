package dev.penstock.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.runtime.gateway.ListenAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of a pipeline take over from one another while it runs. */
class ReplaceTests {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int VERSIONS = 5;

    private final Path dir;
    private final HttpClient client = HttpClient.newHttpClient();

    ReplaceTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    @Tag("I2")
    void eachVersionGoesOnWhereTheLastHasStopped() throws Exception {
        Fakes.Keeping sink = new Fakes.Keeping();
        try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                .pipeline(Fakes.counting("counting", 50_000, () -> sink))
                .toTheEnd(true)
                .start()) {
            for (int i = 0; i < VERSIONS; i++) {
                boolean all = runtime.replace(Fakes.counting("counting", 50_000, () -> sink), LONG)
                        .get(180, TimeUnit.SECONDS);
                assertThat(all).isTrue();
            }
            runtime.completed().get(180, TimeUnit.SECONDS);
            assertThat(runtime.drain(LONG)).isTrue();
        }
        assertThat(sink.ids).hasSize(50_000).doesNotHaveDuplicates().endsWith("n-50000");
    }

    @Test
    @Tag("I1")
    void webhooksWaitForTheNextVersionInsteadOfBeingRefused() throws Exception {
        Fakes.Keeping sink = new Fakes.Keeping();
        AtomicBoolean over = new AtomicBoolean();
        try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                .pipeline(Fakes.posting("posting", "/old", () -> sink))
                .http(ListenAddress.parse("127.0.0.1:0"))
                .start()) {
            assertThat(runtime.awaitReady(LONG)).isTrue();
            List<CompletableFuture<List<String>>> senders = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "d")) {
                senders.add(CompletableFuture.supplyAsync(() -> send(runtime, name, over)));
            }
            for (int i = 0; i < VERSIONS; i++) {
                int before = sink.ids.size();
                await().atMost(LONG).until(() -> sink.ids.size() > before + senders.size());
                assertThat(runtime.replace(Fakes.posting("posting", "/old", () -> sink), LONG)
                                .get(180, TimeUnit.SECONDS))
                        .isTrue();
            }
            over.set(true);
            List<String> accepted = new ArrayList<>();
            for (CompletableFuture<List<String>> sender : senders) {
                accepted.addAll(sender.get(180, TimeUnit.SECONDS));
            }
            assertThat(sink.ids).hasSizeGreaterThan(VERSIONS).containsExactlyInAnyOrderElementsOf(accepted);

            runtime.replace(Fakes.posting("posting", "/new", () -> sink), LONG).get(180, TimeUnit.SECONDS);
            assertThat(post(runtime, "/new", "last")).isEqualTo(204);
            assertThat(post(runtime, "/old", "lost")).isEqualTo(404);
        }
    }

    /** Sends one after another until it is over; each has to be accepted. */
    private List<String> send(PenstockRuntime runtime, String name, AtomicBoolean over) {
        List<String> accepted = new ArrayList<>();
        try {
            for (int i = 0; !over.get(); i++) {
                assertThat(post(runtime, "/old", name + i)).isEqualTo(204);
                accepted.add(name + i);
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return accepted;
    }

    private int post(PenstockRuntime runtime, String path, String id) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + runtime.httpPort().orElseThrow() + path);
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .header("Delivery-Id", id)
                                .POST(HttpRequest.BodyPublishers.ofString(id))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void refusesWhatCannotTakeOver() throws Exception {
        try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                .pipeline(Fakes.counting("counting", 1, Fakes.Keeping::new))
                .start()) {
            assertThatThrownBy(() -> runtime.replace(Fakes.counting("other", 1, Fakes.Keeping::new), LONG))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no pipeline other");
            assertThatThrownBy(() -> runtime.replace(Fakes.posting("counting", "/a", Fakes.Keeping::new), LONG))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no port is open");
            runtime.drain(LONG);
        }
    }
}
