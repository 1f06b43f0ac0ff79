package dev.penstock.serve.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Traces that were computed by hand. Time is in seconds and moves only when a test says so. */
class BacklogScalerTests {
    private static final long SECOND = 1_000_000_000L;

    private final BacklogScaler scaler = scaler(0, 8);
    private long second;

    /** Stable window 20 s, panic window 2 s, a look every 60 s. */
    private static BacklogScaler scaler(int min, int max) {
        return new BacklogScaler(
                Scaling.of(min, max, 100, Duration.ofSeconds(30), Duration.ofSeconds(20)), Duration.ofSeconds(60));
    }

    private Decision next(BacklogScaler asked, Backlog backlog, int ready) {
        second++;
        asked.measured(second * SECOND, backlog);
        return asked.decide(second * SECOND, ready);
    }

    private Decision next(long pending, int ready) {
        return next(scaler, waiting(pending, true), ready);
    }

    private Decision nothingRuns() {
        second++;
        return scaler.decide(second * SECOND, 0);
    }

    private static Backlog waiting(long pending, boolean flowing) {
        return new Backlog(OptionalLong.of(pending), 0, OptionalInt.of(4), false, flowing, 0);
    }

    private static Backlog untold(boolean moved) {
        return new Backlog(OptionalLong.empty(), 0, OptionalInt.empty(), moved, true, 0);
    }

    private Decision after(int seconds, long pending, int ready) {
        Decision decision = next(pending, ready);
        for (int i = 1; i < seconds; i++) {
            decision = next(pending, ready);
        }
        return decision;
    }

    @Test
    void looksAtOnceAndThenFromTimeToTimeAndGoesAgainWhenNothingWaits() {
        assertThat(nothingRuns().desired()).isEqualTo(1);
        assertThat(nothingRuns().desired()).isEqualTo(1); // it starts
        assertThat(next(0, 1).desired()).isZero(); // it knows, so it need not wait for idle
        for (int i = 1; i < 60; i++) {
            assertThat(nothingRuns().desired()).isZero();
        }
        Decision again = nothingRuns();
        assertThat(again.desired()).isEqualTo(1);
        assertThat(again.why()).isEqualTo("looks whether something waits");
    }

    @Test
    void growsByWhatKeepsWaitingAtMostTwofoldAndNoFurtherThanThereAreShares() {
        nothingRuns();
        assertThat(after(2, 1_000, 1).desired()).isEqualTo(1); // it may have gone in a moment
        Decision two = next(1_000, 1);
        assertThat(two.desired()).isEqualTo(2); // ten are wanted, and one is ready
        assertThat(two.why()).isEqualTo("1000 events wait, 100 per instance");
        assertThat(after(5, 1_000, 1).desired()).isEqualTo(2); // the second one starts
        assertThat(next(1_000, 2).desired()).isEqualTo(2);
        assertThat(next(1_000, 2).desired()).isEqualTo(4);
        Decision four = after(9, 1_000, 4);
        assertThat(four.desired()).isEqualTo(4); // eight are wanted, but there are four shares
        assertThat(four.why()).isEqualTo("the source can be divided among 4");
    }

    @Test
    void aHeapThatIsGoneInAMomentStartsNothing() {
        nothingRuns();
        for (int i = 0; i < 20; i++) {
            assertThat(next(1_000, 1).desired()).isEqualTo(1);
            assertThat(next(90, 1).desired()).isEqualTo(1);
        }
    }

    @Test
    void shrinksByTheMostThatWaitedInTheLongWindowAndEndsWhenIdle() {
        nothingRuns();
        after(3, 1_000, 1);
        after(3, 1_000, 2);
        assertThat(after(2, 150, 4).desired()).isEqualTo(4);
        assertThat(after(18, 150, 4).desired()).isEqualTo(4); // 1000 waited within the window
        assertThat(after(4, 150, 4).desired()).isEqualTo(2);
        assertThat(after(29, 0, 2).desired()).isEqualTo(1);
        Decision idle = next(0, 1);
        assertThat(idle.desired()).isZero();
        assertThat(idle.why()).isEqualTo("nothing waits");
    }

    @Test
    void doesNotGrowWhenWhatIsTakenCannotBeDelivered() {
        nothingRuns();
        next(1_000, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(next(scaler, waiting(1_000, false), 1).desired()).isEqualTo(1);
        }
        assertThat(next(scaler, waiting(1_000, false), 1).why()).contains("would not help");
    }

    @Test
    void aSourceThatCannotTellKeepsOneAsLongAsSomethingComes() {
        nothingRuns();
        for (int i = 0; i < 100; i++) {
            assertThat(next(scaler, untold(true), 1).desired()).isEqualTo(1);
        }
        for (int i = 0; i < 29; i++) {
            assertThat(next(scaler, untold(false), 1).desired()).isEqualTo(1);
        }
        assertThat(next(scaler, untold(false), 1).desired()).isZero();
    }

    @Test
    void staysWithinMinAndMax() {
        BacklogScaler bounded = scaler(2, 3);
        assertThat(bounded.decide(0, 0).desired()).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            assertThat(next(bounded, waiting(0, true), 2).desired()).isEqualTo(2);
        }
        Decision most = Decision.first(0);
        for (int i = 0; i < 10; i++) {
            most = next(bounded, waiting(1_000_000, true), 3);
        }
        assertThat(most.desired()).isEqualTo(3);
        assertThat(most.why()).endsWith("never more than max");
    }
}
