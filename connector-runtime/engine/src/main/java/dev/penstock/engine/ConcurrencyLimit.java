package dev.penstock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many writes at once a target takes well: between 1 and the most that its sink calls useful. Touched on the strand only.
 *
 * <p>Begins with the most, for most targets are well. Additive increase, multiplicative decrease, as TCP does it: one more for each
 * round of writes that goes well while the limit is in use, half when the target pushes back, a fifth less when writes become slow.
 *
 * <p>Slow is said of writes of a like number of events only, for a larger batch may take longer. What a target usually takes is
 * learned: quickly when it becomes faster, reluctantly when it becomes slower, and soon when it is slow with one write at a time, for
 * then the number of writes is not to blame.
 */
final class ConcurrencyLimit {
    private static final double AFTER_PUSH_BACK = 0.5;
    private static final double AFTER_SLOWNESS = 0.8;
    /** So many times what is usual is slow. */
    private static final double TOLERANCE = 3;
    /** Less than that is scheduling, collection of garbage, a disk's mood; in nanoseconds. */
    private static final double NOISE = 5e6;

    private static final double QUICKLY = 1 / 4.0;
    private static final double SOON = 1 / 8.0;
    private static final double RELUCTANTLY = 1 / 100.0;
    private static final double UNKNOWN = -1;

    private final int most;
    private double limit;
    private @Nullable Instant lowered;

    /** What writes take usually, and of late, in nanoseconds; by the number of digits of their number of events, in binary. */
    private final double[] usual = new double[Integer.SIZE];

    private final double[] recent = new double[Integer.SIZE];

    /** Begins with the most. */
    ConcurrencyLimit(int most) {
        this.most = most;
        this.limit = most;
        Arrays.fill(usual, UNKNOWN);
    }

    /** How many writes may be under way now. */
    int writes() {
        return (int) limit;
    }

    /** Whether there is nothing to decide, and nothing need be measured. */
    boolean fixed() {
        return most == 1;
    }

    /**
     * A write has ended.
     *
     * @param events how many it was of
     * @param begun when it began
     * @param now when it ended
     * @param pushedBack the target took less than it was given: too many requests, unavailable, no answer in time
     * @param inUse at least half as many writes as allowed were under way: a limit that is not felt need not grow
     */
    void ended(int events, Instant begun, Instant now, boolean pushedBack, boolean inUse) {
        boolean slow = !pushedBack && learn(events, Duration.between(begun, now));
        Instant last = lowered;
        if (last != null && begun.isBefore(last)) {
            return; // of the round that was judged already: one burst is one reason
        }
        if (pushedBack || slow) {
            limit = Math.max(1, limit * (pushedBack ? AFTER_PUSH_BACK : AFTER_SLOWNESS));
            lowered = now;
        } else if (inUse) {
            limit = Math.min(most, limit + 1 / limit);
        }
    }

    /** Learns from a write how long they take; whether those of its size have become slow. */
    private boolean learn(int events, Duration time) {
        int digits = Integer.SIZE - Integer.numberOfLeadingZeros(events);
        double known = usual[digits];
        double nanos = time.toNanos();
        if (known == UNKNOWN) {
            usual[digits] = nanos;
            recent[digits] = nanos;
            return false;
        }
        // a single one, however slow, says little
        double taken = Math.min(nanos, 2 * TOLERANCE * Math.max(known, NOISE));
        recent[digits] += (taken - recent[digits]) * QUICKLY;
        usual[digits] += (taken - known) * (taken < known ? QUICKLY : limit < 2 ? SOON : RELUCTANTLY);
        return recent[digits] > Math.max(TOLERANCE * usual[digits], usual[digits] + NOISE);
    }
}
