package dev.penstock.api;

import java.time.Duration;
import java.util.Objects;

/**
 * What became of a delivery.
 *
 * @param receipt the source's own, as it was delivered
 * @param decision acknowledge it or hand it back
 * @param delay for a hand-back: not before this much from now, if upstream can wait; otherwise zero
 */
public record Settlement(Object receipt, Decision decision, Duration delay) {
    /** What upstream is told. */
    public enum Decision {
        /** The event is safe; upstream may forget it. */
        ACKNOWLEDGE,
        /** The event was not taken; upstream hands it out again. */
        HAND_BACK
    }

    public Settlement {
        Objects.requireNonNull(receipt, "receipt");
    }

    /** The event is safe. */
    public static Settlement acknowledge(Object receipt) {
        return new Settlement(receipt, Decision.ACKNOWLEDGE, Duration.ZERO);
    }

    /** The event was not taken. */
    public static Settlement handBack(Object receipt, Duration delay) {
        return new Settlement(receipt, Decision.HAND_BACK, delay);
    }
}
