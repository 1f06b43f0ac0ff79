package dev.penstock.engine.strand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices calls that run for too long, with one timer for all calls of a strand. Safe for several threads.
 *
 * <p>Most calls end long before. A timer for each would mostly be the only one, so that setting it wakes the timer's thread, and
 * then be cancelled.
 */
final class CallGuard {
    /** A call under way. */
    abstract static class Guarded {
        private long due;

        /** It runs for too long. Called once at most, on the timer's thread; must not block. */
        abstract void overdue();
    }

    private final Workers workers;
    private final Set<Guarded> running = Collections.newSetFromMap(new IdentityHashMap<>());
    private Strand.@Nullable Timer timer;
    private long lookAt;

    CallGuard(Workers workers) {
        this.workers = workers;
    }

    /** A call begins that may take so long. */
    synchronized void begin(Guarded call, Duration limit) {
        call.due = System.nanoTime() + limit.toNanos();
        running.add(call);
        if (timer == null || call.due - lookAt < 0) {
            lookAt(call.due);
        }
    }

    /** It has ended; the timer stays for those to come. */
    synchronized void end(Guarded call) {
        running.remove(call);
    }

    private void lookAt(long time) {
        if (timer != null) {
            timer.cancel();
        }
        lookAt = time;
        timer = workers.schedule(Duration.ofNanos(time - System.nanoTime()), this::look);
    }

    private void look() {
        takeOverdue().forEach(Guarded::overdue);
    }

    private synchronized List<Guarded> takeOverdue() {
        List<Guarded> overdue = new ArrayList<>(0);
        Guarded next = null;
        long now = System.nanoTime();
        for (Iterator<Guarded> calls = running.iterator(); calls.hasNext(); ) {
            Guarded call = calls.next();
            if (call.due - now <= 0) {
                calls.remove();
                overdue.add(call);
            } else if (next == null || call.due - next.due < 0) {
                next = call;
            }
        }
        timer = null;
        if (next != null) {
            lookAt(next.due);
        }
        return overdue;
    }
}
