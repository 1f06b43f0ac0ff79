package dev.penstock.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each shortened by up to half at random so that failures do not march in step. */
final class Backoff {
    private final long initialNanos;
    private final long maxNanos;
    private final RandomGenerator random;

    Backoff(Duration initial, Duration max, RandomGenerator random) {
        this.initialNanos = initial.toNanos();
        this.maxNanos = Math.max(initialNanos, max.toNanos());
        this.random = random;
    }

    /** The same with no pause longer than that. */
    Backoff atMost(Duration longest) {
        return new Backoff(
                Duration.ofNanos(initialNanos), Duration.ofNanos(Math.min(maxNanos, longest.toNanos())), random);
    }

    /** The pause after that many failures in a row, from 1. */
    Duration after(int failures) {
        int doublings = Math.min(Math.max(failures, 1) - 1, 62);
        long full = initialNanos > (maxNanos >> doublings) ? maxNanos : initialNanos << doublings;
        return Duration.ofNanos(full - (long) (full * 0.5 * random.nextDouble()));
    }
}
