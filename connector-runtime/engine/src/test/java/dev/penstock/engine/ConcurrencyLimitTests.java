package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTests {
    private static final int EVENTS = 100;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(16);
    private Instant now = Instant.EPOCH;

    /** A round: as many writes as are allowed, begun and ended together. */
    private void round(long millis, boolean pushedBack) {
        Instant begun = now;
        now = now.plusMillis(millis);
        int writes = limit.writes();
        for (int i = 0; i < writes; i++) {
            limit.ended(EVENTS, begun, now, pushedBack, true);
        }
    }

    private void rounds(int count, long millis) {
        for (int i = 0; i < count; i++) {
            round(millis, false);
        }
    }

    @Test
    void beginsWithTheMost() {
        assertThat(limit.writes()).isEqualTo(16);
        rounds(10, 10);
        assertThat(limit.writes()).isEqualTo(16);
    }

    @Test
    void halvesOnceForAllWritesThatArePushedBackTogether() {
        round(10, true);
        assertThat(limit.writes()).isEqualTo(8);
        round(10, true);
        assertThat(limit.writes()).isEqualTo(4);
    }

    @Test
    void neverGoesBelowOne() {
        for (int i = 0; i < 20; i++) {
            round(10, true);
        }
        assertThat(limit.writes()).isEqualTo(1);
    }

    @Test
    void growsByOneForEachRoundThatGoesWell() {
        round(10, true);
        rounds(4, 10);
        assertThat(limit.writes()).isBetween(11, 12);
        rounds(10, 10);
        assertThat(limit.writes()).isEqualTo(16);
    }

    @Test
    void doesNotGrowWhileItIsNotInUse() {
        round(10, true);
        for (int i = 0; i < 100; i++) {
            Instant begun = now;
            now = now.plusMillis(10);
            limit.ended(EVENTS, begun, now, false, false);
        }
        assertThat(limit.writes()).isEqualTo(8);
    }

    @Test
    void shrinksWhileWritesAreSlow() {
        rounds(10, 10);
        rounds(3, 100);
        assertThat(limit.writes()).isLessThan(12);
    }

    @Test
    void takesASlowTargetAsItIsOnceItIsSlowWithOneWriteAtATime() {
        rounds(10, 10);
        rounds(60, 200);
        assertThat(limit.writes()).isEqualTo(16);
    }

    @Test
    void forgivesASingleSlowWrite() {
        rounds(10, 10);
        limit.ended(EVENTS, now, now.plusSeconds(20), false, true);
        now = now.plusSeconds(20);
        assertThat(limit.writes()).isEqualTo(16);
        rounds(5, 10);
        assertThat(limit.writes()).isEqualTo(16);
    }

    @Test
    void forgivesWhatIsSlowInAWayThatNobodyNotices() {
        for (int i = 0; i < 100; i++) {
            Instant begun = now;
            now = now.plusNanos(i % 10 < 5 ? 100_000 : 4_000_000);
            limit.ended(EVENTS, begun, now, false, true);
        }
        assertThat(limit.writes()).isEqualTo(16);
    }

    @Test
    void comparesBatchesOfALikeSizeOnly() {
        for (int i = 0; i < 50; i++) {
            limit.ended(1, now, now.plusMillis(2), false, true);
            limit.ended(2000, now, now.plusMillis(900), false, true);
            now = now.plus(Duration.ofSeconds(1));
        }
        assertThat(limit.writes()).isEqualTo(16);
    }
}
