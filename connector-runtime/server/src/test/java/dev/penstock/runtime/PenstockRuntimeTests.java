package dev.penstock.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Sink;
import dev.penstock.runtime.gateway.ListenAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PenstockRuntimeTests {
    private static final ListenAddress FREE = ListenAddress.parse("127.0.0.1:0");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Path dir;
    private final HttpClient client = HttpClient.newHttpClient();

    PenstockRuntimeTests(@TempDir Path dir) {
        this.dir = dir;
    }

    private HttpResponse<String> post(PenstockRuntime runtime, String path, String body, String delivery)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + runtime.httpPort().orElseThrow() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Delivery-Id", delivery)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void runsPollingPipelinesToTheirEndAndContinuesThereNextTime() throws Exception {
        Fakes.Keeping sink = new Fakes.Keeping();
        for (int last : new int[] {1_000, 1_500}) {
            try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                    .pipeline(Fakes.counting("counting", last, () -> sink))
                    .toTheEnd(true)
                    .start()) {
                assertThat(runtime.awaitReady(LONG)).isTrue();
                runtime.completed().get(30, TimeUnit.SECONDS);
                assertThat(runtime.httpPort()).isEmpty();
                assertThat(runtime.drain(LONG)).isTrue();
            }
        }
        assertThat(sink.ids).hasSize(1_500).doesNotHaveDuplicates().endsWith("n-1500");
    }

    @Test
    void takesWebhooksAndKnowsRepeatedDeliveriesAfterARestart() throws Exception {
        Fakes.Keeping sink = new Fakes.Keeping();
        for (int round = 0; round < 2; round++) {
            try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                    .pipeline(Fakes.posting("posting", "/hooks/a", () -> sink))
                    .http(FREE)
                    .start()) {
                assertThat(runtime.awaitReady(LONG)).isTrue();
                assertThat(post(runtime, "/hooks/a", "one", "d1").statusCode()).isEqualTo(204);
                assertThat(post(runtime, "/hooks/a", "one", "d1").statusCode()).isEqualTo(204);
                assertThat(post(runtime, "/hooks/b", "one", "d1").statusCode()).isEqualTo(404);
                assertThat(runtime.drain(LONG)).isTrue();
                assertThat(post(runtime, "/hooks/a", "two", "d2").statusCode()).isEqualTo(503);
            }
        }
        assertThat(sink.ids).containsExactly("one");
    }

    @Test
    @Tag("I9")
    void letsOthersRunWhileOneCannotBeBuiltAndTakesItInOnceItCan() throws Exception {
        Fakes.Keeping good = new Fakes.Keeping();
        Fakes.Keeping late = new Fakes.Keeping();
        AtomicBoolean mended = new AtomicBoolean();
        try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                .pipeline(Fakes.posting("good", "/good", () -> good))
                .pipeline(Fakes.posting("late", "/late", () -> build(mended, late)))
                .http(FREE)
                .start()) {
            Awaitility.await().until(() -> post(runtime, "/good", "g", "g").statusCode() == 204);
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return post(runtime, "/late", "l", "l").statusCode();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(runtime.awaitReady(Duration.ofMillis(10))).isFalse();
            Awaitility.await().until(() -> runtime.snapshot().get(1).status().failure() != null);
            assertThat(runtime.snapshot().get(1).isReady()).isFalse();
            assertThat(runtime.snapshot().get(1).reason()).isEqualTo("the system is down");

            mended.set(true);
            assertThat(runtime.awaitReady(LONG)).isTrue();
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(204);
            assertThat(late.ids).containsExactly("l");
        }
    }

    private static Sink build(AtomicBoolean mended, Sink sink) {
        if (mended.get()) {
            return sink;
        }
        throw new ConnectorException(Failure.disconnected("down", "the system is down"));
    }

    @Test
    void restartsOneWithItsCountsAndItsPath() throws Exception {
        Fakes.Keeping sink = new Fakes.Keeping();
        try (PenstockRuntime runtime = PenstockRuntime.builder(dir)
                .pipeline(Fakes.posting("p", "/p", () -> sink))
                .http(FREE)
                .start()) {
            assertThat(runtime.awaitReady(LONG)).isTrue();
            post(runtime, "/p", "one", "1");
            assertThat(runtime.supervisor().restart("p")).isTrue();
            assertThat(runtime.supervisor().restart("nobody")).isFalse();
            Awaitility.await().until(() -> post(runtime, "/p", "two", "2").statusCode() == 204);
            assertThat(sink.ids).containsExactly("one", "two");
            assertThat(runtime.snapshot().get(0).metrics().delivered()).isEqualTo(2);
        }
    }

    @Test
    void leavesNothingRunningWhenAnAddressIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RuntimeBuilder builder = PenstockRuntime.builder(dir)
                    .pipeline(Fakes.posting("p", "/p", Fakes.Keeping::new))
                    .http(new ListenAddress("127.0.0.1", taken.getLocalPort()));
            assertThatThrownBy(builder::start)
                    .isInstanceOf(EnvironmentProblem.class)
                    .hasMessageContaining("cannot listen for webhooks");
        }
        PenstockRuntime.builder(dir).start().close(); // the directory is free again
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (PenstockRuntime first = PenstockRuntime.builder(dir).start()) {
            assertThat(first.snapshot()).isEmpty();
            assertThatThrownBy(() -> PenstockRuntime.builder(dir).start())
                    .isInstanceOf(EnvironmentProblem.class)
                    .hasMessageContaining("in use");
        }
    }
}
