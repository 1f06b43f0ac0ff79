package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.strand.Workers;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

    @Test
    @Tag("I9")
    void aCallThatCannotEvenBeInterruptedHoldsUpNobodyElse() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        CountDownLatch otherTimer = new CountDownLatch(1);
        try (Workers workers = new Workers(InstantSource.system(), (name, bug) -> {
            throw new AssertionError(name, bug);
        })) {
            workers.newStrand("stuck")
                    .call("write", Duration.ofMillis(50), () -> new StuckDisk(end).force(), (done, thrown) -> {
                        givenUp.countDown();
                    });
            assertThat(givenUp.await(20, TimeUnit.SECONDS)).isTrue();
            workers.newStrand("other").schedule(Duration.ofMillis(1), otherTimer::countDown);
            assertThat(otherTimer.await(20, TimeUnit.SECONDS)).isTrue();
            end.countDown();
        }
    }

    /** A channel as files have it: whoever interrupts a thread that waits for the disk waits with it. */
    private static final class StuckDisk extends AbstractInterruptibleChannel {
        private final CountDownLatch end;

        StuckDisk(CountDownLatch end) {
            this.end = end;
        }

        boolean force() throws IOException {
            boolean completed = false;
            try {
                begin();
                while (end.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                completed = true;
            } finally {
                end(completed);
            }
            return true;
        }

        @Override
        protected void implCloseChannel() {
            while (end.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    @Tag("I9")
    void aConnectorThatIsBuiltTooLateIsClosed() throws Exception {
        AtomicInteger built = new AtomicInteger();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch lateClosed = new CountDownLatch(1);
        LinkedBlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        Scene scene = new Scene().upstream("1", "a").attempts(100);
        DeliverySettings standard = scene.settings;
        scene.settings = new DeliverySettings(
                standard.ordering(), standard.batch(), standard.retry(), standard.buffer(), Duration.ofMillis(200));
        scene.sink = () -> {
            boolean late = built.getAndIncrement() == 0;
            while (late && mayGoOn.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // deaf to interruption
            }
            return new Sink() {
                @Override
                public Outcomes write(Batch batch) {
                    batch.events().forEach(event -> delivered.add(event.getId()));
                    return Outcomes.delivered(batch.size());
                }

                @Override
                public void close() {
                    if (late) {
                        lateClosed.countDown();
                    }
                }
            };
        };
        try (Workers workers = new Workers(InstantSource.system(), (name, bug) -> {
            throw new AssertionError(name, bug);
        })) {
            scene.startOn(workers.newStrand("late"));
            assertThat(delivered.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
            mayGoOn.countDown();
            assertThat(lateClosed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
