package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.api.config.DataSize;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A target that slows down tenfold and recovers, with more to write than it can take, in virtual time. */
class SlowTargetTests {
    private static final int MOST = 16;
    private static final int BATCH = 10;
    private static final int KEYS = 200;
    private static final DeliverySettings.Buffer BUFFER = new DeliverySettings.Buffer(10_000, new DataSize(8 << 20));

    private final Scene scene = new Scene();
    private final Target target = new Target();
    private PipelineMetrics metrics = scene.metrics;

    /** Takes one write after another, however many come; refuses those that would wait too long. */
    private final class Target implements Sink, OrderedBatches, Concurrent {
        private static final long REFUSAL = 1_000_000;
        Duration wire = Duration.ofMillis(8);
        Duration work = Duration.ofNanos(500_000);
        Duration patience = Duration.ofMillis(40);
        private Instant free = Instant.EPOCH;
        private long took;
        int writes;
        int refused;
        final Set<String> keys = new HashSet<>();

        @Override
        public int concurrency() {
            return MOST;
        }

        @Override
        public Outcomes write(Batch batch) {
            writes++;
            Instant now = scene.strand.clock().instant();
            Instant start = now.isBefore(free) ? free : now;
            Duration queued = Duration.between(now, start);
            if (queued.compareTo(patience) > 0) {
                refused++;
                took = REFUSAL;
                return Outcomes.all(batch.size(), Outcome.retry(Failure.external("http-503", "busy")));
            }
            free = start.plus(work);
            took = wire.plus(queued).plus(work).toNanos();
            batch.events().forEach(event -> keys.add(String.valueOf(event.getSubject())));
            return Outcomes.all(batch.size(), Outcome.delivered());
        }

        long took() {
            long last = took;
            took = 0;
            return last;
        }

        @Override
        public void close() {}
    }

    /** There is always more. */
    private static final class Endless implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            Offset from = request.offset();
            long position = from == null ? 0 : from.number("position");
            List<CloudEvent> events = new ArrayList<>();
            List<Offset> offsets = new ArrayList<>();
            for (int i = 0; i < Math.min(500, request.maxEvents()); i++) {
                events.add(Scene.event("e" + position, "k" + position % KEYS));
                offsets.add(Offset.of("position", ++position));
            }
            return Polled.more(events, offsets);
        }

        @Override
        public void close() {}
    }

    private void start() {
        scene.source = Endless::new;
        scene.sink = () -> target;
        scene.settings = new DeliverySettings(
                DeliverySettings.Ordering.KEY,
                new DeliverySettings.BatchSettings(BATCH, DataSize.mebibytes(1), Duration.ZERO),
                scene.settings.retry(),
                BUFFER,
                scene.settings.timeout());
        scene.strand.callsTake(target::took);
        metrics = scene.start().metrics();
    }

    /** Lets seconds pass; how many events per second were delivered. */
    private double pass(int seconds) {
        Instant end = scene.strand.clock().instant().plusSeconds(seconds);
        long before = metrics.delivered();
        while (scene.strand.clock().instant().isBefore(end)) {
            assertThat(scene.strand.step()).isTrue();
            if (metrics.inFlight() > BUFFER.maxEvents()
                    || metrics.inFlightBytes() > BUFFER.maxBytes().bytes()) {
                throw new AssertionError("I6: " + metrics.inFlight() + " events under way");
            }
        }
        return (metrics.delivered() - before) / (double) seconds;
    }

    @Test
    @Tag("I6")
    void throughputFollowsATargetThatSlowsDownAndRecovers() {
        start();
        pass(2);
        double healthy = pass(3);
        assertThat(healthy).isGreaterThan(14_000);
        assertThat(metrics.sinkConcurrency()).isEqualTo(MOST);
        assertThat(target.refused).isZero();

        target.work = target.work.multipliedBy(10);
        pass(3);
        int writes = target.writes;
        int refused = target.refused;
        target.keys.clear();
        double slow = pass(20);
        // it can take 200 writes a second
        assertThat(slow).isGreaterThan(0.85 * 200 * BATCH);
        assertThat((double) (target.refused - refused) / (target.writes - writes))
                .as("part of the writes that is refused")
                .isLessThan(0.04);
        assertThat(metrics.sinkConcurrency()).isLessThan(MOST);
        assertThat(target.keys).as("every lane has its turn").hasSize(KEYS);

        target.work = target.work.dividedBy(10);
        pass(2);
        assertThat(pass(5)).isGreaterThan(0.95 * healthy);
        assertThat(metrics.sinkConcurrency()).isEqualTo(MOST);
        assertThat(scene.deadLetters).isEmpty();
    }

    @Test
    void aLongWayToTheTargetCostsNoConcurrency() {
        start();
        target.work = Duration.ZERO;
        pass(2);
        target.wire = target.wire.multipliedBy(10);
        pass(20);
        assertThat(metrics.sinkConcurrency()).isEqualTo(MOST);
        assertThat(pass(5)).isGreaterThan(0.7 * MOST * BATCH * 1000 / 80);
    }

    @Test
    void aTargetThatRefusesEverythingForAWhileIsNotStormed() {
        start();
        pass(2);
        target.patience = Duration.ofMillis(-1);
        pass(1);
        int before = target.refused;
        pass(5);
        assertThat(metrics.sinkConcurrency()).isEqualTo(1);
        assertThat(target.refused - before).isLessThan(2000);
        target.patience = Duration.ofMillis(40);
        pass(15);
        assertThat(pass(2)).isGreaterThan(14_000);
        assertThat(scene.deadLetters).isEmpty();
    }
}
