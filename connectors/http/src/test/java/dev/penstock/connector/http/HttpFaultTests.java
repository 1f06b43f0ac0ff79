package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpFaultTests {
    @Test
    void connectsAnewWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertFailure(URI.create("http://127.0.0.1:" + port + "/"), "connect-failed", Failure.Remedy.RECONNECT);
    }

    @Test
    void connectsAnewWhenTheHostHasNoAddress() {
        assertFailure(URI.create("http://nowhere.invalid/"), "unknown-host", Failure.Remedy.RECONNECT);
    }

    @Test
    void connectsAnewWhenTheTargetResetsBeforeItAnswers() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> RawServer.reset(socket))) {
            assertFailure(server.url("/"), "connection-lost", Failure.Remedy.RECONNECT);
            assertThat(server.requests())
                    .as("a fresh connection is not tried twice")
                    .hasSize(1);
        }
    }

    @Test
    void connectsAnewWhenTheTargetSpeaksNoTls() throws Exception {
        try (RawServer server = RawServer.answering("")) {
            URI https = URI.create("https://127.0.0.1:" + server.port() + "/");
            try (HttpSink sink = Sinks.to(https).timeout(Duration.ofSeconds(2)).build()) {
                Outcome.Retry retry = (Outcome.Retry) Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
                assertThat(retry.failure().remedy()).isEqualTo(Failure.Remedy.RECONNECT);
            }
        }
    }

    @Test
    void countsAnAnswerThatIsNoHttp() throws Exception {
        try (RawServer server = RawServer.answering("SSH-2.0-nonsense\r\n\r\n")) {
            assertFailure(server.url("/"), "bad-response", Failure.Remedy.RETRY);
        }
    }

    @Test
    void countsHalfAnAnswer() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            socket.close();
        })) {
            assertFailure(server.url("/"), "bad-response", Failure.Remedy.RETRY);
        }
    }

    @Test
    void countsSilenceAfterTheRequest() throws Exception {
        try (RawServer server = RawServer.answering("")) {
            try (HttpSink sink =
                    Sinks.to(server.url("/")).timeout(Duration.ofMillis(150)).build()) {
                Outcomes outcomes = sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2")));
                Outcome.Retry retry = (Outcome.Retry) Sinks.at(outcomes, 0);
                assertThat(retry.failure().code()).isEqualTo("timeout");
                assertThat(retry.failure().remedy()).isEqualTo(Failure.Remedy.RETRY);
                assertThat(retry.after()).isNull();
                assertThat(outcomes.get(1)).isNull();
            }
        }
    }

    @Test
    void takesALongBodyForDeliveredWithoutReadingAllOfIt() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            RawServer.send(socket, "x".repeat(200_000));
        })) {
            try (HttpSink sink = Sinks.sink(server.url("/"))) {
                assertThat(sink.write(Sinks.batch(Sinks.event("1"))).get(0)).isEqualTo(Outcome.delivered());
            }
        }
    }

    @Test
    void sendsAgainAtOnceWhenAKeptConnectionTurnsOutClosed() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (RawServer server = new RawServer((request, socket) -> {
                    if (request.connection() == 1 && answered.get() == 1) {
                        RawServer.reset(socket); // the second request on the first connection
                        return;
                    }
                    RawServer.send(socket, RawServer.status(200));
                    answered.incrementAndGet();
                });
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Outcomes outcomes = sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2")));
            assertThat(outcomes.get(0)).isEqualTo(Outcome.delivered());
            assertThat(outcomes.get(1)).isEqualTo(Outcome.delivered());
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void neverWaitsLongerThanTheDeadline() throws Exception {
        try (RawServer server = RawServer.answering("");
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Batch batch = new Batch(List.of(Sinks.event("1")), Deadline.in(Duration.ofMillis(100), Sinks.CLOCK));
            long begin = System.nanoTime();
            assertThat(Sinks.at(sink.write(batch), 0).kind()).isEqualTo(Outcome.Kind.RETRY);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void leavesTheRestForLaterWhenTimeRunsOutWithoutCountingAnAttempt() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource clock = now::get;
        try (RawServer server = new RawServer((request, socket) -> {
                    now.updateAndGet(at -> at.plusSeconds(20));
                    RawServer.send(socket, RawServer.status(200));
                });
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Outcomes outcomes = sink.write(new Batch(
                    List.of(Sinks.event("1"), Sinks.event("2"), Sinks.event("3"), Sinks.event("4")),
                    Deadline.in(Duration.ofSeconds(45), clock)));
            assertThat(outcomes.get(1)).isEqualTo(Outcome.delivered());
            assertThat(((Outcome.Retry) Sinks.at(outcomes, 2)).after())
                    .as("no attempt is counted")
                    .isNotNull();
            assertThat(outcomes.get(3)).isNull();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        try (RawServer server = RawServer.answering("");
                HttpSink sink = Sinks.sink(server.url("/"))) {
            AtomicReference<Outcomes> outcomes = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>(false);
            Thread writer = new Thread(() -> {
                outcomes.set(sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2"))));
                flag.set(Thread.currentThread().isInterrupted());
            });
            writer.start();
            await().until(() -> server.requests().size() == 1);
            writer.interrupt();
            writer.join(5_000);
            assertThat(Sinks.at(outcomes.get(), 0).kind()).isEqualTo(Outcome.Kind.RETRY);
            assertThat(Objects.requireNonNull(outcomes.get()).get(1)).isNull();
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void givesUpWhatIsUnderWayWhenClosed() throws Exception {
        try (RawServer server = RawServer.answering("")) {
            HttpSink sink = Sinks.sink(server.url("/"));
            CountDownLatch done = new CountDownLatch(1);
            Thread writer = new Thread(() -> {
                sink.write(Sinks.batch(Sinks.event("1")));
                done.countDown();
            });
            writer.start();
            await().until(() -> server.requests().size() == 1);
            sink.close();
            assertThat(done.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertFailure(URI url, String code, Failure.Remedy remedy) {
        try (HttpSink sink = Sinks.sink(url)) {
            Outcomes outcomes = sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2")));
            Failure failure = ((Outcome.Retry) Sinks.at(outcomes, 0)).failure();
            assertThat(failure.code()).as(failure.message()).isEqualTo(code);
            assertThat(failure.remedy()).isEqualTo(remedy);
            assertThat(outcomes.get(1)).isNull();
        }
    }
}
