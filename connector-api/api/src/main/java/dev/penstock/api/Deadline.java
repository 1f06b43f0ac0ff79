package dev.penstock.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A moment by which a call returns, on the clock that the engine was given.
 *
 * @param at the moment
 * @param clock tells the present
 */
public record Deadline(Instant at, InstantSource clock) {
    /** A deadline that much from now. */
    public static Deadline in(Duration duration, InstantSource clock) {
        return new Deadline(clock.instant().plus(duration), clock);
    }

    /** The time left; zero when it has passed, never negative. */
    public Duration remaining() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it has passed. */
    public boolean expired() {
        return !clock.instant().isBefore(at);
    }
}
