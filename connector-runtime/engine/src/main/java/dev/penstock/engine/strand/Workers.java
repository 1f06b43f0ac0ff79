package dev.penstock.engine.strand;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The threads that pipelines share: virtual ones where the JDK has them, otherwise platform threads that come and go.
 *
 * <p>A pipeline that waits holds no thread. One timer thread serves all.
 */
public final class Workers implements AutoCloseable {
    private final InstantSource clock;
    private final BiConsumer<String, Throwable> onBug;
    private final ExecutorService threads;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * Threads for any number of strands.
     *
     * @param clock the time of all strands
     * @param onBug told when a task on a strand throws, which none should: the strand's name and the exception
     */
    public Workers(InstantSource clock, BiConsumer<String, Throwable> onBug) {
        this.clock = clock;
        this.onBug = onBug;
        this.threads = newThreads();
        this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "penstock-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A strand for one pipeline. */
    public Strand newStrand(String name) {
        return new WorkerStrand(name, this);
    }

    InstantSource clock() {
        return clock;
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    Strand.Timer schedule(Duration delay, Runnable task) {
        var scheduled = timer.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    void bug(String strand, Throwable thrown) {
        onBug.accept(strand, thrown);
    }

    /** Stops the threads; calls that still run are interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private static ExecutorService newThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Executors.newCachedThreadPool(task -> daemon(task, "penstock-worker"));
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
