package dev.penstock.serve;

import dev.penstock.serve.instance.Launcher;
import dev.penstock.serve.instance.StartLimit;
import dev.penstock.serve.route.HttpCarrier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What all functions share. One thread, control, decides everything about instances, so nothing of that needs a lock; making a process
 * blocks for a moment and is done elsewhere.
 */
final class Ground {
    private static final System.Logger LOG = System.getLogger("dev.penstock.serve");

    final ServeSettings settings;
    final Launcher launcher;
    final HttpCarrier carrier;
    final StartLimit limit;
    final InstantSource clock;
    final LongSupplier nanos;
    private final ScheduledExecutorService control;
    private final ExecutorService starters;

    Ground(ServeSettings settings, Launcher launcher, InstantSource clock, LongSupplier nanos) {
        this.settings = settings;
        this.launcher = launcher;
        this.clock = clock;
        this.nanos = nanos;
        this.carrier = HttpCarrier.start();
        this.limit = new StartLimit(settings.mostInstances(), settings.mostStarting());
        this.control = Executors.newSingleThreadScheduledExecutor(named("penstock-serve"));
        this.starters = Executors.newCachedThreadPool(named("penstock-launch"));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Has control do it, soon. */
    void control(Runnable task) {
        try {
            control.execute(() -> guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.log(System.Logger.Level.DEBUG, "too late for anything", closed);
        }
    }

    /** Has control do it after a while. */
    void control(Runnable task, Duration after) {
        try {
            var unused = control.schedule(() -> guarded(task), after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.log(System.Logger.Level.DEBUG, "too late for anything", closed);
        }
    }

    /** Has control do it over and over. */
    void every(Duration period, Runnable task) {
        var unused = control.scheduleAtFixedRate(
                () -> guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Does what blocks for a moment. */
    void aside(Runnable task) {
        try {
            starters.execute(() -> guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.log(System.Logger.Level.DEBUG, "too late for anything", closed);
        }
    }

    /** A bug in one task ends neither the others nor the clockwork. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "a bug in Penstock; please report it", bug);
        }
    }

    void close() {
        control.shutdownNow();
        starters.shutdownNow();
        carrier.close();
    }
}
