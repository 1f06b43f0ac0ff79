package dev.penstock.serve.route;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that wait for a free place, first come first served. Guarded by the router's lock. */
final class Waiting {
    private final Deque<Held> queue = new ArrayDeque<>();
    private long bytes;

    /** Takes it, unless it is one too many. */
    boolean offer(Held held, RouterLimits limits) {
        if (queue.size() >= limits.queued() || bytes + held.bytes() > limits.queuedBytes()) { // I6
            return false;
        }
        queue.addLast(held);
        bytes += held.bytes();
        return true;
    }

    /** Back to where it was: it had its place already. */
    void putBack(Held held) {
        queue.addFirst(held);
        bytes += held.bytes();
    }

    @Nullable
    Held next() {
        Held held = queue.pollFirst();
        if (held != null) {
            bytes -= held.bytes();
        }
        return held;
    }

    /** Takes out those whose time is over. */
    List<Held> expired(long now) {
        List<Held> expired = new ArrayList<>();
        queue.removeIf(held -> {
            boolean over = now - held.deadline >= 0;
            if (over) {
                bytes -= held.bytes();
                expired.add(held);
            }
            return over;
        });
        return expired;
    }

    /** Takes out all. */
    List<Held> all() {
        List<Held> all = new ArrayList<>(queue);
        queue.clear();
        bytes = 0;
        return all;
    }

    int size() {
        return queue.size();
    }

    long bytes() {
        return bytes;
    }
}
