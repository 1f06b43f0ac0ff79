package dev.penstock.testkit;

import dev.penstock.api.Deadline;
import dev.penstock.api.PollingSource;
import dev.penstock.api.QueueSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What one test works with: the clock, the trace, the seed, and the connectors it builds, all closed with it. */
final class Lab implements AutoCloseable {
    /** The system property that repeats a run. */
    static final String SEED = "penstock.testkit.seed";

    /** Threads of the kit itself, which no test counts as the connector's. */
    static final String THREADS = "penstock-testkit";

    private static final Duration HANGS = Duration.ofSeconds(60);

    private final Conformance driver;
    private final Subject subject;
    private final ManualClock clock = ManualClock.running();
    private final Trace trace = new Trace();
    private final long seed = Long.getLong(SEED, 1);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, THREADS);
        thread.setDaemon(true);
        return thread;
    });

    Lab(Conformance driver) {
        this.driver = driver;
        this.subject = Subject.of(driver.connector());
    }

    Conformance driver() {
        return driver;
    }

    Subject subject() {
        return subject;
    }

    ManualClock clock() {
        return clock;
    }

    Trace trace() {
        return trace;
    }

    /** Choices that the seed makes, the same in every run. */
    SplittableRandom random() {
        return new SplittableRandom(seed);
    }

    ExecutorService threads() {
        return threads;
    }

    Deadline deadline(Duration in) {
        return Deadline.in(in, clock);
    }

    /** Builds the connector anew, as the engine does. */
    AutoCloseable build() throws Exception {
        return build(driver.config());
    }

    /** Builds the connector with another config than the driver's usual one. */
    AutoCloseable build(Map<String, ?> values) throws Exception {
        Record config = subject.config(values);
        AutoCloseable built;
        try {
            built = Objects.requireNonNull(limited("build", () -> driver.build(config, subject.context(clock))));
        } catch (Exception thrown) {
            trace.note("build threw " + thrown);
            throw thrown;
        }
        trace.note("build");
        AutoCloseable traced = Traced.of(built, this);
        synchronized (open) {
            open.push(traced);
        }
        return traced;
    }

    /** Told that a connector is being closed, which happens once. */
    void closing(Object connector) {
        synchronized (open) {
            open.removeIf(each -> each == connector);
        }
    }

    /** Closes all connectors that are open still, as the system does with what a dead process had. */
    void closeAll() {
        while (true) {
            AutoCloseable connector;
            synchronized (open) {
                connector = open.peek();
            }
            if (connector == null) {
                break;
            }
            try {
                connector.close();
            } catch (Exception ignored) {
                trace.note("closing threw " + ignored); // the engine logs it and goes on
            }
        }
    }

    /** Reads from the very beginning. */
    SourceReader reader() throws Exception {
        return reader(new HashMap<>());
    }

    /** Reads on from where a reader of the same source was; a queue knows by itself. */
    SourceReader reader(Map<dev.penstock.api.Partition, dev.penstock.api.Offset> offsets) throws Exception {
        AutoCloseable source = build();
        if (source instanceof PollingSource polling) {
            return new PollingReader(this, polling, offsets);
        }
        return new QueueReader(this, (QueueSource) source);
    }

    /** Fails unless it holds. */
    void check(boolean holds, Paragraph paragraph, String expected, Supplier<String> happened) {
        if (!holds) {
            throw failure(paragraph, expected, happened.get());
        }
    }

    ConformanceFailure failure(Paragraph paragraph, String expected, String happened) {
        return new ConformanceFailure(expected, happened, paragraph, trace, seed);
    }

    /** Whether it comes true within the driver's patience; it is asked on this thread. */
    boolean until(Callable<Boolean> condition) {
        return until(driver.patience(), condition);
    }

    static boolean until(Duration patience, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(patience)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }

    /** Makes a call of the connector on another thread, and fails when it hangs. */
    <T extends @Nullable Object> T limited(String what, Callable<T> call) throws Exception {
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<T> result = threads.submit(() -> {
            caller.set(Thread.currentThread());
            return call.call();
        });
        try {
            return result.get(HANGS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : thrown;
        } catch (TimeoutException late) {
            Thread thread = caller.get();
            StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
            result.cancel(true);
            throw failure(
                    Paragraph.POLL,
                    "a call returns by its deadline",
                    what + " had not returned after " + HANGS.toSeconds() + " s and was in "
                            + (stack.length == 0 ? "no place known" : stack[0]));
        }
    }

    @Override
    public void close() {
        closeAll();
        threads.shutdownNow();
        try {
            // what a thread keeps for itself goes with it
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                trace.note("a call does not end although it was interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
