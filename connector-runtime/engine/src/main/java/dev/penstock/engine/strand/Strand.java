package dev.penstock.engine.strand;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one pipeline's tasks, one at a time and in order, and keeps blocking calls off it.
 *
 * <p>All engine state of a pipeline is touched on its strand only, so it needs no locks. The simulation has a strand of its
 * own that decides, by seed, what runs next, what fails and what hangs.
 */
public interface Strand {
    /** The time of this strand. */
    InstantSource clock();

    /** Runs a task on the strand, soon. May be called from any thread. */
    void execute(Runnable task);

    /** Runs a task on the strand after a delay, unless it is cancelled before. */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Makes a blocking call on another thread and brings its result back to the strand.
     *
     * @param what names the call for logs and thread names: {@code write}, {@code poll}
     * @param limit a call that runs longer is given up: interrupted, its later result ignored, and reported to {@code done}
     *     as {@link CallTimeout}
     * @param call what to do; runs on a thread of its own
     * @param done runs on the strand with the result, or with what was thrown (and a null result)
     */
    <T extends @Nullable Object> void call(
            String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done);

    /** A task that is due later. */
    interface Timer {
        /** Keeps the task from running, if it has not begun. */
        void cancel();
    }

    /** A call that did not return within its limit and was given up. */
    final class CallTimeout extends Exception {
        private static final long serialVersionUID = 1L;

        /** The call of that name ran longer than its limit. */
        public CallTimeout(String what, Duration limit) {
            super(what + " did not return within " + limit.toMillis() + " ms and was given up");
        }
    }
}
