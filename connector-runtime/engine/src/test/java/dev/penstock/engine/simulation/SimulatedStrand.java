package dev.penstock.engine.simulation;

import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A strand in virtual time: the seed decides how long calls take, which hang, and what comes first. */
public final class SimulatedStrand implements Strand {
    private final RandomGenerator random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private final Deque<String> trace = new ArrayDeque<>();
    private long now;
    private long order;

    private @Nullable LongSupplier duration;

    /** Of a thousand calls so many never return. */
    int hangs;

    /** A strand whose choices that generator makes. */
    public SimulatedStrand(RandomGenerator random) {
        this.random = random;
    }

    private record Task(long at, long order, Runnable run, AtomicBoolean cancelled) {}

    @Override
    public InstantSource clock() {
        return () -> Instant.EPOCH.plusNanos(now);
    }

    @Override
    public void execute(Runnable task) {
        add(0, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return add(delay.toNanos(), task);
    }

    private Timer add(long delay, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        tasks.add(new Task(now + Math.max(0, delay), order++, task, cancelled));
        return () -> cancelled.set(true);
    }

    @Override
    public <T extends @Nullable Object> void call(
            String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        boolean hang = random.nextInt(1000) < hangs;
        boolean takesEffect = !hang || random.nextBoolean();
        LongSupplier known = duration;
        long begin = known == null ? latency() : 0;
        if (takesEffect) {
            add(begin, () -> {
                T result = null;
                Throwable thrown = null;
                try {
                    result = call.call();
                } catch (Exception e) {
                    thrown = e;
                }
                note(what + (thrown == null ? "" : " threw " + thrown.getMessage()));
                if (!hang) {
                    T value = result;
                    Throwable failure = thrown;
                    add(known == null ? latency() : known.getAsLong(), () -> done.accept(value, failure));
                }
            });
        }
        if (hang) {
            add(limit.toNanos(), () -> {
                note(what + " given up");
                done.accept(null, new CallTimeout(what, limit));
            });
        }
    }

    /** From now on calls begin at once, and take what that says right after; in nanoseconds. */
    public void callsTake(LongSupplier nanos) {
        duration = nanos;
    }

    private long latency() {
        return random.nextInt(10) == 0 ? random.nextInt(50_000_000) : random.nextInt(1_000_000);
    }

    void note(String line) {
        trace.add((now / 1_000_000) + " ms " + line);
        if (trace.size() > 60) {
            trace.remove();
        }
    }

    Deque<String> trace() {
        return trace;
    }

    /** Runs the next task; false if there is none. */
    public boolean step() {
        Task next = tasks.poll();
        while (next != null && next.cancelled().get()) {
            next = tasks.poll();
        }
        if (next == null) {
            return false;
        }
        now = next.at();
        next.run().run();
        return true;
    }

    /** The process dies: nothing that was going to happen happens. */
    void crash() {
        tasks.clear();
        note("CRASH");
    }
}
