package dev.penstock.serve.scale;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What waits for a function that reads a queue, as its instances tell.
 *
 * @param pending events that wait in the queue; empty when no instance can tell
 * @param inFlight events that instances have taken and not settled
 * @param shares among how many instances what waits can be divided at most; empty when that is not known
 * @param moved whether anything was taken since the moment before
 * @param flowing whether all instances could deliver; others are not helped by more of them
 * @param perSecond events settled per second lately
 */
public record Backlog(
        OptionalLong pending, long inFlight, OptionalInt shares, boolean moved, boolean flowing, double perSecond) {
    /** All that is to be done; empty when nobody knows. */
    OptionalLong waiting() {
        return pending.isPresent() ? OptionalLong.of(pending.getAsLong() + inFlight) : OptionalLong.empty();
    }

    /** Whether there is anything to do, as far as anybody knows. */
    boolean isWork() {
        return moved || inFlight > 0 || pending.orElse(0) > 0;
    }
}
