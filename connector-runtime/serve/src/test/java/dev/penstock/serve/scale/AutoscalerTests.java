package dev.penstock.serve.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Traces that were computed by hand. Time is in seconds and moves only when a test says so. */
class AutoscalerTests {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration WINDOW = Duration.ofSeconds(20);

    private long second;

    private Decision next(Autoscaler autoscaler, double concurrency, int ready) {
        second++;
        autoscaler.measured(second * SECOND, concurrency);
        return autoscaler.decide(second * SECOND, ready);
    }

    private int after(Autoscaler autoscaler, int seconds, double concurrency, int ready) {
        int desired = -1;
        for (int i = 0; i < seconds; i++) {
            desired = next(autoscaler, concurrency, ready).desired();
        }
        return desired;
    }

    private static Scaling scaling(int min, int max, int target) {
        return Scaling.of(min, max, target, Duration.ofSeconds(30), WINDOW);
    }

    @Test
    void steadyLoadIsSharedByTarget() {
        Autoscaler autoscaler = new Autoscaler(scaling(0, 10, 2));
        assertThat(after(autoscaler, 20, 4, 2)).isEqualTo(2);
        assertThat(after(autoscaler, 20, 4.1, 2)).isEqualTo(3);
    }

    @Test
    void suddenLoadIsSeenInTheShortWindowAndKeptUntilItIsOver() {
        Autoscaler autoscaler = new Autoscaler(scaling(0, 10, 2));
        assertThat(after(autoscaler, 20, 0, 0)).isZero();
        Decision first = next(autoscaler, 10, 0); // short: (0 + 10) / 2 = 5 -> 3; long: 10 / 20 = 0.5 -> 1
        assertThat(first.desired()).isEqualTo(3);
        assertThat(first.panicking()).isTrue();
        assertThat(first.recent()).isEqualTo(5);
        assertThat(first.stable()).isEqualTo(0.5);
        assertThat(next(autoscaler, 10, 1).desired()).isEqualTo(5); // short: 10 -> 5, five times what is ready
        assertThat(after(autoscaler, 20, 0, 5)).isEqualTo(5); // 20 s after the last time: no fewer while it panics
        Decision calm = next(autoscaler, 0, 5); // long: 0, but half of five stays
        assertThat(calm.desired()).isEqualTo(2);
        assertThat(calm.panicking()).isFalse();
        assertThat(next(autoscaler, 0, 2).desired()).isEqualTo(1);
    }

    @Test
    void theLastInstanceStaysUntilItWasIdleLongEnough() {
        Autoscaler autoscaler = new Autoscaler(scaling(0, 10, 2));
        after(autoscaler, 1, 1, 1); // works at 1 s
        assertThat(after(autoscaler, 29, 0, 1)).isEqualTo(1);
        Decision idle = next(autoscaler, 0, 1); // 31 s, 30 s after the last work
        assertThat(idle.desired()).isZero();
        assertThat(idle.why()).isEqualTo("no work for 30s");
    }

    @Test
    void oneAtATimeIsPossibleWithATimidRate() {
        Scaling timid = with(scaling(0, 100, 1), 1.1, Duration.ZERO); // the example in Knative's source
        assertThat(after(new Autoscaler(timid), 20, 3, 2)).isEqualTo(3); // ceil(1.1 * 2) = 3
        Scaling twice = with(scaling(0, 100, 1), 2.0, Duration.ZERO);
        assertThat(after(new Autoscaler(twice), 20, 100, 3)).isEqualTo(6);
    }

    @Test
    void fewerOnlyWhenFewerWereWantedForTheDelay() {
        Autoscaler autoscaler = new Autoscaler(with(scaling(0, 10, 1), 1000, Duration.ofSeconds(5)));
        assertThat(after(autoscaler, 30, 1.5, 2)).isEqualTo(2);
        // the long average sinks below 1 after seven seconds: 1.5 * 13 / 20 = 0.975; that is one of the five
        assertThat(after(autoscaler, 10, 0, 2)).isEqualTo(2);
        assertThat(after(autoscaler, 1, 0, 2)).isEqualTo(1);
    }

    private static Scaling with(Scaling scaling, double upRate, Duration delay) {
        return new Scaling(
                scaling.min(),
                scaling.max(),
                scaling.target(),
                scaling.idle(),
                scaling.stableWindow(),
                scaling.panicWindow(),
                scaling.panicThreshold(),
                upRate,
                scaling.maxScaleDownRate(),
                delay);
    }

    @Test
    void staysBetweenMinAndMax() {
        assertThat(after(new Autoscaler(scaling(2, 4, 1)), 100, 0, 2)).isEqualTo(2);
        Autoscaler busy = new Autoscaler(scaling(2, 4, 1));
        assertThat(after(busy, 20, 50, 4)).isEqualTo(4);
        assertThat(next(busy, 50, 4).why()).contains("never more than max");
    }

    @Test
    void otherSettingsHoldFromTheNextDecision() {
        Autoscaler autoscaler = new Autoscaler(scaling(0, 10, 2));
        assertThat(after(autoscaler, 20, 8, 4)).isEqualTo(4);
        autoscaler.use(scaling(0, 10, 1));
        assertThat(next(autoscaler, 8, 4).desired()).isEqualTo(8);
    }

    @Test
    void windowsFollowTheShorterPatience() {
        Scaling impatient = Scaling.of(0, 10, 1, Duration.ofSeconds(3), WINDOW);
        assertThat(impatient.stableWindow()).isEqualTo(Duration.ofSeconds(3));
        assertThat(impatient.panicWindow()).isEqualTo(Duration.ofSeconds(1));
        assertThat(scaling(0, 10, 1).panicWindow()).isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> scaling(5, 4, 1)).hasMessageContaining("0 <= min <= max");
    }

    @Test
    void concurrencyIsWeightedByTime() {
        ConcurrencyMeter meter = new ConcurrencyMeter(0);
        meter.add(1, 0);
        meter.add(3, SECOND / 2); // one for half a second, four for the other half
        assertThat(meter.average(SECOND)).isEqualTo(2.5);
        meter.add(-4, SECOND + SECOND / 4);
        assertThat(meter.average(2 * SECOND)).isEqualTo(1.0);
        assertThat(meter.average(3 * SECOND)).isZero();
    }
}
