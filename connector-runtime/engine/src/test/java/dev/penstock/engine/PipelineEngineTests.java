package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Outcome;
import dev.penstock.api.Poison;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.engine.PipelineStatus.State;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PipelineEngineTests {
    private final Scene scene = new Scene();

    @Test
    @Tag("I1")
    void storesAnOffsetOnlyBehindWhatIsDelivered() {
        scene.upstream("1", "a", "2", "b", "3", "a").attempts(1000);
        scene.answer = event -> event.getId().equals("2") ? Scene.later() : Outcome.delivered();
        scene.start();
        scene.until(() -> scene.delivered.contains("3"));
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.stored()).isEqualTo(1);

        scene.answer = event -> Outcome.delivered();
        scene.until(() -> scene.stored() == 3);
    }

    @Test
    @Tag("I4")
    void aFailingEventBlocksItsOwnKeyOnly() {
        scene.upstream("a1", "a", "b1", "b", "a2", "a", "b2", "b", "a3", "a").attempts(1000);
        scene.answer = event -> event.getId().equals("a1") ? Scene.later() : Outcome.delivered();
        scene.start();
        scene.until(() -> scene.delivered.contains("b2"));
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.delivered).containsExactly("b1", "b2");

        scene.answer = event -> Outcome.delivered();
        scene.until(() -> scene.delivered.size() == 5);
        assertThat(scene.delivered).containsExactly("b1", "b2", "a1", "a2", "a3");
    }

    @Test
    @Tag("I3")
    void whatIsRetriedInVainIsDeadLettered() {
        scene.upstream("1", "a", "2", "a").attempts(3);
        scene.answer = event -> event.getId().equals("1") ? Scene.later() : Outcome.delivered();
        scene.start();
        scene.until(() -> scene.stored() == 2);
        assertThat(scene.deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.event().getId()).isEqualTo("1");
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.failure().code()).isEqualTo("later");
        });
        assertThat(scene.delivered).containsExactly("2");
    }

    @Test
    @Tag("I3")
    void whatTheSourceCannotReadIsDeadLetteredAndTheRestGoesOn() {
        scene.upstream("1", "a", "2", "a", "3", "a");
        scene.upstream.set(1, new Poison(scene.upstream.get(1), Failure.user("unreadable", "half a record")));
        scene.start();
        scene.until(() -> scene.stored() == 3);
        assertThat(scene.delivered).containsExactly("1", "3");
        assertThat(scene.deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.event()).isEqualTo(Scene.event("2", "a"));
            assertThat(letter.stage()).isEqualTo("source");
            assertThat(letter.connector()).isEqualTo("source@1");
            assertThat(letter.failure().code()).isEqualTo("unreadable");
        });
        assertThat(scene.metrics.rejected()).isEqualTo(1);
    }

    @Test
    @Tag("I1")
    void noOffsetPassesWhatTheSourceCannotReadBeforeItIsDeadLettered() {
        scene.upstream("1", "a", "2", "b", "3", "c");
        scene.upstream.set(1, new Poison(scene.upstream.get(1), Failure.user("unreadable", "half a record")));
        scene.deadLetterFailure = new IllegalStateException("disk full");
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.HALTED);
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.stored()).isLessThanOrEqualTo(1);

        scene.deadLetterFailure = null;
        scene.until(() -> scene.stored() == 3);
        assertThat(scene.deadLetters).hasSize(1);
    }

    @Test
    @Tag("I3")
    void withoutDeadLettersThePipelineStopsAndSaysWhy() {
        scene.upstream("1", "a", "2", "b");
        scene.answer = event -> Outcome.rejected(Failure.user("bad", "bad event"));
        scene.deadLetterFailure = new IllegalStateException("disk full");
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.HALTED);
        assertThat(engine.status().failure()).isNotNull().satisfies(failure -> assertThat(failure.message())
                .contains("disk full"));
        assertThat(scene.stored()).isZero();

        scene.deadLetterFailure = null;
        scene.until(() -> scene.stored() == 2);
        assertThat(engine.status().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void anOutageNeverCountsAsAnAttempt() {
        scene.upstream("1", "a").attempts(2);
        scene.answer = event -> Outcome.retry(Failure.disconnected("refused", "connection refused"));
        PipelineEngine engine = scene.start();
        scene.until(() -> scene.writes.size() > 20);
        assertThat(scene.sinksBuilt).isGreaterThan(20);
        assertThat(engine.status().state()).isEqualTo(State.RECONNECTING);
        assertThat(scene.deadLetters).isEmpty();

        scene.answer = event -> Outcome.delivered();
        scene.until(() -> scene.stored() == 1);
        assertThat(engine.status().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aTargetThatAsksForQuietGetsIt() {
        IntStream.range(0, 50).forEach(i -> scene.upstream("e" + i, "k" + i));
        scene.attempts(1);
        boolean[] asked = new boolean[1];
        scene.answer = event -> {
            if (asked[0]) {
                return Outcome.delivered();
            }
            asked[0] = true;
            return Outcome.retry(Failure.external("http-429", "too many"), Duration.ofSeconds(30));
        };
        scene.start();
        scene.until(() -> scene.writes.size() == 1);
        scene.pass(Duration.ofSeconds(29));
        assertThat(scene.writes).hasSize(1);
        scene.until(() -> scene.stored() == 50);
        assertThat(scene.deadLetters).isEmpty();
    }

    @Test
    void findsThePoisonEventInABatchThatFailsAsAWhole() {
        IntStream.range(0, 100).forEach(i -> scene.upstream("e" + i, "k" + i));
        scene.attempts(2);
        scene.answer = event -> {
            if (event.getId().equals("e42")) {
                throw new dev.penstock.api.ConnectorException(Failure.user("poison", "cannot be read"));
            }
            return Outcome.delivered();
        };
        scene.start();
        scene.until(() -> scene.stored() == 100);
        assertThat(scene.deadLetters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.event().getId()).isEqualTo("e42"));
    }

    @Test
    void aHaltKeepsEverythingUntilItIsMended() {
        scene.upstream("1", "a", "2", "b");
        scene.answer = event -> Outcome.halt(Failure.user("credentials", "the token is wrong"));
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.HALTED);
        scene.pass(Duration.ofMinutes(10));
        assertThat(scene.writes).hasSize(1);

        scene.answer = event -> Outcome.delivered();
        engine.resume();
        scene.until(() -> scene.stored() == 2);
        assertThat(scene.delivered).containsExactly("1", "2");
    }

    @Test
    @Tag("I6")
    void neverHoldsMoreThanItsBuffer() {
        IntStream.range(0, 5000).forEach(i -> scene.upstream("e" + i, "k" + i));
        scene.buffer(2800, 1 << 20).attempts(1000);
        scene.answer = event -> Scene.later();
        scene.start();
        for (int i = 0; i < 2000; i++) {
            scene.strand.step();
            assertThat(scene.metrics.inFlight()).isLessThanOrEqualTo(2800);
        }
        assertThat(scene.metrics.inFlight()).isEqualTo(2000); // another batch would not fit
        scene.answer = event -> Outcome.delivered();
        scene.until(() -> scene.stored() == 5000);
    }

    @Test
    @Tag("I8")
    void aDrainDeliversWhatIsUnderWayAndStoresItsOffset() {
        IntStream.range(0, 3000).forEach(i -> scene.upstream("e" + i, "k" + i));
        PipelineEngine engine = scene.start();
        scene.until(() -> scene.delivered.size() > 600);
        CompletableFuture<Boolean> drained = engine.drain(Duration.ofMinutes(1)).toCompletableFuture();
        scene.until(drained::isDone);
        assertThat(drained).isCompletedWithValue(true);
        assertThat(scene.stored()).isEqualTo(scene.delivered.size());
        assertThat(engine.status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    @Tag("I8")
    void aDrainEndsAtItsDeadlineEvenIfTheSinkRefuses() {
        scene.upstream("1", "a").attempts(1000);
        scene.answer = event -> Scene.later();
        PipelineEngine engine = scene.start();
        scene.until(() -> !scene.writes.isEmpty());
        CompletableFuture<Boolean> drained = engine.drain(Duration.ofSeconds(5)).toCompletableFuture();
        scene.until(drained::isDone);
        assertThat(drained).isCompletedWithValue(false);
        assertThat(scene.stored()).isZero();
    }

    @Test
    @Tag("I6")
    void countsAttributesAsWellAsData() {
        String large = "x".repeat(100_000);
        scene.upstream("1", large).buffer(1000, 1 << 20).attempts(1000);
        scene.answer = event -> Scene.later();
        scene.start();
        scene.until(() -> !scene.writes.isEmpty());
        assertThat(scene.metrics.inFlightBytes()).isGreaterThan(100_000);
    }

    @Test
    @Tag("I9")
    void anOffsetThatCannotBeComputedIsTriedAgainAndShown() {
        AtomicBoolean broken = new AtomicBoolean(true);
        scene.source = () -> new OneBatchSource(broken);
        scene.attempts(1000);
        scene.answer = event -> event.getId().equals("never") ? Scene.later() : Outcome.delivered();
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.RECONNECTING);
        assertThat(scene.stored()).isZero();

        broken.set(false);
        scene.until(() -> scene.stored() == 1);
        scene.until(() -> engine.status().state() == State.RUNNING);
    }

    /** Gives one event, once, with an offset that cannot be computed while it is broken. */
    private record OneBatchSource(AtomicBoolean broken) implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            if (request.offset() != null) {
                return Polled.nothing(Duration.ofMillis(50));
            }
            List<Offset> offsets = new AbstractList<>() {
                @Override
                public Offset get(int index) {
                    if (broken.get()) {
                        throw new IllegalStateException("a bug in the source's offsets");
                    }
                    return Offset.of("position", 1);
                }

                @Override
                public int size() {
                    return 2;
                }
            };
            List<CloudEvent> events = List.of(Scene.event("1", "a"), Scene.event("never", "b"));
            return new Polled(events, offsets, Offset.of("position", 2), Polled.When.LATER, Duration.ofSeconds(1));
        }

        @Override
        public void close() {}
    }
}
