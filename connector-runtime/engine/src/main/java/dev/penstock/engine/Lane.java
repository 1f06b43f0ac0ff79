package dev.penstock.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue of events with at most one write under way; all events of a key are in one lane. Touched on the strand only.
 *
 * <p>A key that waits for another attempt is parked, with the events behind it; the lane goes on with the others.
 */
final class Lane {
    private final boolean keyed;
    private final ArrayDeque<Flight> queue = new ArrayDeque<>();
    private final Map<String, ArrayDeque<Flight>> parked = new HashMap<>();

    /** A write is under way. */
    boolean writing;

    /** Reasons to write nothing for now: pauses, and dead letters to be waited for. */
    int holds;

    /** A timer runs until the queue has waited long enough for company. */
    boolean lingering;

    /** The queue has waited long enough for company. */
    boolean ripe;

    /** A lane; keyed if order matters within a key. */
    Lane(boolean keyed) {
        this.keyed = keyed;
    }

    boolean hasWork() {
        return !queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    void add(Flight flight) {
        queue.addLast(flight);
    }

    /** Puts flights back in front, in their order. */
    void giveBack(List<Flight> flights) {
        for (int i = flights.size() - 1; i >= 0; i--) {
            queue.addFirst(flights.get(i));
        }
    }

    /** Lets a key wait, beginning with this flight. */
    void park(Flight flight) {
        // I4: those behind it in its key wait with it; other keys go on.
        parked.computeIfAbsent(flight.key(), key -> new ArrayDeque<>()).addLast(flight);
    }

    /** Lets a key wait until {@link #unpark}, without a flight of its own: what it waits for is elsewhere. */
    void block(Flight flight) {
        if (keyed) {
            parked.computeIfAbsent(flight.key(), key -> new ArrayDeque<>());
        } else {
            holds++;
        }
    }

    /** What a key was blocked for is done. */
    void unblock(Flight flight) {
        if (keyed) {
            unpark(flight.key());
        } else {
            holds--;
        }
    }

    /** The wait of a key is over. */
    void unpark(String key) {
        ArrayDeque<Flight> waited = parked.remove(key);
        if (waited != null) {
            giveBack(new ArrayList<>(waited));
        }
    }

    /** Takes the next batch off the queue; empty if every event in it waits for another attempt of its key. */
    List<Flight> next(int maxEvents, long maxBytes, boolean oneOfEachKey) {
        List<Flight> batch = new ArrayList<>(Math.min(maxEvents, queue.size()));
        Set<String> keys = oneOfEachKey && keyed ? new HashSet<>() : Set.of();
        List<Flight> passed = oneOfEachKey && keyed ? new ArrayList<>() : List.of();
        long bytes = 0;
        int limit = maxEvents;
        while (batch.size() < limit && passed.size() < maxEvents) {
            Flight flight = queue.peekFirst();
            if (flight == null || flight.batchLimit <= batch.size()) {
                break;
            }
            if (waits(flight)) {
                queue.removeFirst();
                continue;
            }
            if (oneOfEachKey && keyed && !keys.add(flight.key())) {
                passed.add(flight);
                queue.removeFirst();
                continue;
            }
            bytes += flight.bytes;
            if (bytes > maxBytes && !batch.isEmpty()) {
                break;
            }
            limit = Math.min(limit, flight.batchLimit);
            batch.add(flight);
            queue.removeFirst();
        }
        giveBack(passed);
        return batch;
    }

    private boolean waits(Flight flight) {
        if (parked.isEmpty()) {
            return false;
        }
        @Nullable ArrayDeque<Flight> waiting = parked.get(flight.key());
        if (waiting == null) {
            return false;
        }
        waiting.addLast(flight);
        return true;
    }
}
