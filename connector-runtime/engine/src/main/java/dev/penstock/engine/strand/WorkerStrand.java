package dev.penstock.engine.strand;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A strand on shared threads: a queue, and whichever thread finds it idle runs it.
 *
 * <p>So a thread that brings a result in also goes on with what follows from it, without a hand-over; tasks never block,
 * so lending a thread to a strand is cheap.
 */
final class WorkerStrand implements Strand {
    private final String name;
    private final Workers workers;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CallGuard guard;

    WorkerStrand(String name, Workers workers) {
        this.name = name;
        this.workers = workers;
        this.guard = new CallGuard(workers);
    }

    @Override
    public InstantSource clock() {
        return workers.clock();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            runAll();
        }
    }

    private void runAll() {
        int done = 1;
        do {
            for (int i = 0; i < done; i++) {
                Runnable task = tasks.poll();
                if (task != null) {
                    run(task);
                }
            }
            done = waiting.addAndGet(-done);
        } while (done > 0);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            workers.bug(name, bug);
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return workers.schedule(delay, () -> execute(task));
    }

    @Override
    public <T extends @Nullable Object> void call(
            String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        Running<T> running = new Running<>(what, limit, call, done);
        // I9: whatever the connector does, the strand goes on after the limit.
        guard.begin(running, limit);
        workers.execute(running::run);
    }

    /** A blocking call under way; the first of its end and its limit counts. */
    private final class Running<T extends @Nullable Object> extends CallGuard.Guarded {
        private final String what;
        private final Duration limit;
        private final Callable<T> call;
        private final BiConsumer<@Nullable T, @Nullable Throwable> done;
        private @Nullable Thread thread;
        private boolean over;

        Running(String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
            this.what = what;
            this.limit = limit;
            this.call = call;
            this.done = done;
        }

        void run() {
            if (!begin()) {
                return;
            }
            T result = null;
            Throwable thrown = null;
            try {
                result = call.call();
            } catch (Throwable e) {
                thrown = e;
            }
            guard.end(this);
            if (end()) {
                T value = result;
                Throwable failure = thrown;
                execute(() -> done.accept(value, failure));
            }
        }

        private synchronized boolean begin() {
            thread = Thread.currentThread();
            return !over;
        }

        private synchronized boolean end() {
            thread = null;
            boolean first = !over;
            over = true;
            return first;
        }

        @Override
        void overdue() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            try {
                // I9: not on the timer's thread. It closes the channel that the call is in, which may take as long as
                // the call.
                workers.execute(this::interrupt);
            } finally {
                CallTimeout timeout = new CallTimeout(name + ": " + what, limit);
                execute(() -> done.accept(null, timeout));
            }
        }

        private synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
