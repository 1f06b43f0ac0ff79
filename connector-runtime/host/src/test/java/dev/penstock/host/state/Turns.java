package dev.penstock.host.state;

import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Several processes in one virtual time: the seed decides what comes first, how long calls take and which never return. While one
 * process waits for the store, tasks of others may run.
 */
final class Turns {
    private final RandomGenerator random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private final Set<Instance> waiting = new HashSet<>();
    private long now;
    private long order;

    /** Of a thousand calls so many are done, and never return. */
    int hangs;

    Turns(RandomGenerator random) {
        this.random = random;
    }

    private record Task(long at, long order, Instance process, Runnable run, AtomicBoolean cancelled) {}

    long now() {
        return now;
    }

    /** Runs the next task; false if there is none. */
    boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        run(next);
        return true;
    }

    private void run(Task task) {
        now = Math.max(now, task.at());
        if (!task.cancelled().get() && !task.process().dead) {
            waiting.add(task.process());
            try {
                task.run().run();
            } finally {
                waiting.remove(task.process());
            }
        }
    }

    /** A call to the store takes its time: what others have to do soon may happen meanwhile. */
    void othersMayRun() {
        for (int i = random.nextInt(4); i > 0; i--) {
            Task next = null;
            for (Iterator<Task> each = tasks.iterator(); each.hasNext() && next == null; ) {
                Task candidate = each.next();
                if (!waiting.contains(candidate.process()) && candidate.at() < now + 50_000_000) {
                    next = candidate;
                    each.remove();
                }
            }
            if (next == null) {
                return;
            }
            run(next);
        }
    }

    /** A process with a clock of its own. */
    final class Instance implements Strand {
        private final Duration skew;
        private boolean dead;

        Instance(Duration skew) {
            this.skew = skew;
        }

        /** Nothing of it happens any more. */
        void kill() {
            dead = true;
        }

        boolean isDead() {
            return dead;
        }

        @Override
        public InstantSource clock() {
            return () -> Instant.EPOCH.plus(Duration.ofDays(1)).plus(skew).plusNanos(now);
        }

        @Override
        public void execute(Runnable task) {
            Timer unused = add(0, task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return add(delay.toNanos(), task);
        }

        private Timer add(long delay, Runnable task) {
            AtomicBoolean cancelled = new AtomicBoolean();
            tasks.add(new Task(now + Math.max(0, delay), order++, this, task, cancelled));
            return () -> cancelled.set(true);
        }

        @Override
        public <T extends @Nullable Object> void call(
                String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
            boolean hang = random.nextInt(1000) < hangs;
            long begin = hang ? random.nextLong(limit.toNanos()) : random.nextInt(30_000_000);
            Timer unused = add(begin, () -> {
                T result = null;
                Throwable thrown = null;
                try {
                    result = call.call();
                } catch (Exception e) {
                    thrown = e;
                }
                if (!hang) {
                    T value = result;
                    Throwable failure = thrown;
                    add(random.nextInt(10_000_000), () -> done.accept(value, failure));
                }
            });
            if (hang) {
                add(limit.toNanos(), () -> done.accept(null, new CallTimeout(what, limit)));
            }
        }
    }
}
