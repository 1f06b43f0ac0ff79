package dev.penstock.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of events with at most one write under way; all events of a key are in one lane. Touched on the strand only.
 *
 * <p>A key that waits for another attempt is parked, with the events behind it; the lane goes on with the others.
 */
final class Lane {
    private final boolean keyed;
    private final ArrayDeque<Flight> queue = new ArrayDeque<>();
    private final Map<String, Parked> parked = new HashMap<>();

    /** The events of a key that waits, and how much it waits for. */
    private static final class Parked {
        final ArrayDeque<Flight> flights = new ArrayDeque<>();
        boolean pausing;
        int reasons;
    }

    /** A write is under way. */
    boolean writing;

    /** Its turn comes when fewer lanes write. */
    boolean inLine;

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

    /**
     * Lets a key wait for another attempt, with this flight.
     *
     * @return whether a pause begins, to be ended by {@link #unpark}; false if the key's pause has begun already, with an
     *     earlier flight
     */
    boolean park(Flight flight) {
        // I4: those behind it in its key wait with it; other keys go on.
        Parked waiting = parked.computeIfAbsent(flight.key(), key -> new Parked());
        waiting.flights.addLast(flight);
        if (waiting.pausing) {
            return false;
        }
        waiting.pausing = true;
        waiting.reasons++;
        return true;
    }

    /** Lets a key wait until {@link #unblock}, without a flight of its own: what it waits for is elsewhere. */
    void block(Flight flight) {
        if (keyed) {
            parked.computeIfAbsent(flight.key(), key -> new Parked()).reasons++;
        } else {
            holds++;
        }
    }

    /** What a key was blocked for is done. */
    void unblock(Flight flight) {
        if (keyed) {
            release(flight.key());
        } else {
            holds--;
        }
    }

    /** The pause of a key is over. */
    void unpark(String key) {
        Parked waiting = parked.get(key);
        if (waiting != null) {
            waiting.pausing = false;
            release(key);
        }
    }

    /** I4: only when nothing is left to wait for does the key go on. */
    private void release(String key) {
        Parked waiting = parked.get(key);
        if (waiting != null && --waiting.reasons == 0) {
            parked.remove(key);
            giveBack(new ArrayList<>(waiting.flights));
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

    /** Takes out what waits here and is meant; those being written are not here. */
    List<Flight> drop(Predicate<Flight> which) {
        List<Flight> dropped = new ArrayList<>();
        drop(queue, which, dropped);
        parked.values().forEach(waiting -> drop(waiting.flights, which, dropped));
        return dropped;
    }

    private static void drop(ArrayDeque<Flight> from, Predicate<Flight> which, List<Flight> dropped) {
        from.removeIf(flight -> which.test(flight) && dropped.add(flight));
    }

    private boolean waits(Flight flight) {
        if (parked.isEmpty()) {
            return false;
        }
        @Nullable Parked waiting = parked.get(flight.key());
        if (waiting == null) {
            return false;
        }
        waiting.flights.addLast(flight);
        return true;
    }
}
