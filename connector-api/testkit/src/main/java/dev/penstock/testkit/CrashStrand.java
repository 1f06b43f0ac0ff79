package dev.penstock.testkit;

import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The strand of a process that dies at a chosen boundary: before a call of a connector or a store, or after it has returned
 * and before anybody hears of it. Pauses pass at once,
 * but for a moment in which real systems get on.
 */
final class CrashStrand implements Strand {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final ManualClock clock;
    private final Trace trace;
    private final int dieAt;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private long order;
    private int boundaries;
    private boolean dead;

    /** Dies at that boundary, counted from 1; 0 never dies. */
    CrashStrand(ManualClock clock, Trace trace, int dieAt) {
        this.clock = clock;
        this.trace = trace;
        this.dieAt = dieAt;
    }

    private record Task(Instant at, long order, Runnable run, AtomicBoolean cancelled) {}

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public synchronized void execute(Runnable task) {
        add(Duration.ZERO, task);
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        return add(delay, task);
    }

    private Timer add(Duration delay, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        if (!dead) {
            tasks.add(new Task(clock.instant().plus(delay), order++, task, cancelled));
        }
        return () -> cancelled.set(true);
    }

    @Override
    public <T extends @Nullable Object> void call(
            String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        execute(() -> {
            if (dies("before " + what)) {
                return;
            }
            T result = null;
            Throwable thrown = null;
            try {
                result = call.call();
            } catch (Exception e) {
                thrown = e;
            }
            if (!dies("after " + what)) {
                T value = result;
                Throwable failure = thrown;
                execute(() -> done.accept(value, failure));
            }
        });
    }

    private boolean dies(String where) {
        if (dead) {
            return true;
        }
        if (++boundaries == dieAt) {
            trace.note("--- the process dies " + where);
            dead = true;
            synchronized (this) {
                tasks.clear();
            }
        }
        return dead;
    }

    boolean dead() {
        return dead;
    }

    int boundaries() {
        return boundaries;
    }

    /** Runs the next task, letting the time until then pass; false if there is none. */
    boolean step() {
        Task next;
        synchronized (this) {
            next = tasks.poll();
            while (next != null && next.cancelled().get()) {
                next = tasks.poll();
            }
        }
        if (next == null) {
            return false;
        }
        Duration ahead = Duration.between(clock.instant(), next.at());
        if (ahead.compareTo(MOMENT) > 0) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        if (!ahead.isNegative()) {
            clock.advance(ahead);
        }
        next.run().run();
        return true;
    }
}
