package dev.penstock.api;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Ability of a {@link Source}: it can tell how much is waiting, for metrics and for scaling. */
public interface Measured {
    /**
     * Estimates the number of events that wait to be read; empty when it cannot be told now.
     *
     * <p>Called between other calls, by the same thread; returns at once from what is known. A failure counts as
     * unknown.
     */
    OptionalLong pending();

    /**
     * Tells among how many readers what waits can be divided at most: the partitions of a topic, the queues of a broker. A
     * further reader would find nothing. Empty when that is not known, or when there is no such limit.
     *
     * <p>Called like {@link #pending}.
     */
    default OptionalInt shares() {
        return OptionalInt.empty();
    }
}
