package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RetryPaceTests {
    private final Scene scene = new Scene();
    private final List<Instant> writes = new ArrayList<>();

    @Test
    @Tag("I3")
    void aKeyWhoseEventsAllFailTogetherPausesOnceForEachAttempt() {
        IntStream.range(0, 200).forEach(i -> scene.upstream("e" + i, "one"));
        scene.attempts(5);
        scene.sink = () -> new AllOrNothing();
        scene.start();
        scene.until(() -> scene.stored() == 200);
        assertThat(scene.deadLetters).hasSize(200);
        assertThat(writes).hasSize(5);
        // 100, 200, 400 and 800 ms, each shortened by at most half
        assertThat(Duration.between(writes.get(0), writes.get(4))).isGreaterThan(Duration.ofMillis(750));
    }

    /** One request for the whole batch, which the other side refuses. */
    private final class AllOrNothing implements Sink, OrderedBatches {
        @Override
        public Outcomes write(Batch batch) {
            writes.add(scene.strand.clock().instant());
            return Outcomes.all(batch.size(), Scene.later());
        }

        @Override
        public void close() {}
    }
}
