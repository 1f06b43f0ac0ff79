package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpConnectionsTests {
    private static final int WRITERS = 4;

    @Test
    void writesOnSeveralConnectionsAtOnceAndKeepsThemForTheNextWrite() throws Exception {
        CountDownLatch allThere = new CountDownLatch(WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (RawServer server = new RawServer((request, socket) -> {
                    allThere.countDown();
                    allThere.await(); // none is answered before all have come
                    RawServer.send(socket, RawServer.status(200));
                });
                HttpSink sink = Sinks.sink(server.url("/"))) {
            assertThat(sink.concurrency()).isGreaterThanOrEqualTo(WRITERS);
            for (int round = 0; round < 2; round++) {
                List<Future<Outcome>> writes = IntStream.range(0, WRITERS)
                        .mapToObj(i -> threads.submit(() -> Sinks.at(sink.write(Sinks.batch(Sinks.event("e" + i))), 0)))
                        .toList();
                for (Future<Outcome> write : writes) {
                    assertThat(write.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.delivered());
                }
            }
            assertThat(server.requests()).hasSize(2 * WRITERS);
            assertThat(server.connections()).isEqualTo(WRITERS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leavesNoConnectionOpenWhenClosed() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(200))) {
            HttpSink sink = Sinks.sink(server.url("/"));
            sink.write(Sinks.batch(Sinks.event("1")));
            assertThat(server.open()).isEqualTo(1);
            sink.close();
            await().until(() -> server.open() == 0);
        }
    }
}
