package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.strand.Workers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real threads: a call that never returns is given up, and the strand goes on. */
class HangingConnectorTests {
    @Test
    @Tag("I9")
    void aWriteThatHangsIsGivenUpInterruptedAndTriedAgainOnANewSink() throws Exception {
        AtomicInteger built = new AtomicInteger();
        LinkedBlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        Scene scene = new Scene().upstream("1", "a", "2", "b").attempts(100);
        DeliverySettings standard = scene.settings;
        scene.settings = new DeliverySettings(
                standard.ordering(), standard.batch(), standard.retry(), standard.buffer(), Duration.ofMillis(200));
        scene.sink = () -> new Sink() {
            private final boolean hangs = built.getAndIncrement() == 0;

            @Override
            public Outcomes write(Batch batch) throws Exception {
                if (hangs) {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }
                batch.events().forEach(event -> delivered.add(event.getId()));
                return Outcomes.delivered(batch.size());
            }

            @Override
            public void close() {}
        };
        try (Workers workers = new Workers(InstantSource.system(), (name, bug) -> {
            throw new AssertionError(name, bug);
        })) {
            PipelineEngine engine = scene.startOn(workers.newStrand("hanging"));
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(engine.drain(Duration.ofSeconds(10))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
