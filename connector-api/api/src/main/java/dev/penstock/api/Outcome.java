package dev.penstock.api;

import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one event in a sink. */
public sealed interface Outcome {
    /** The kinds of outcome, for a {@code switch} that the compiler checks. */
    enum Kind {
        DELIVERED,
        RETRY,
        REJECTED,
        SKIPPED,
        HALT
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * The event is durably taken.
     *
     * @param reply an event that the target answered with, or null
     */
    record Delivered(@Nullable CloudEvent reply) implements Outcome {
        static final Delivered PLAIN = new Delivered(null);

        @Override
        public Kind kind() {
            return Kind.DELIVERED;
        }
    }

    /**
     * Not taken this time; try again.
     *
     * @param failure why
     * @param after the target asked for quiet for this long ({@code Retry-After}): nothing at all is written to it
     *     before. Null: this event's key waits for its backoff, others go on
     */
    record Retry(Failure failure, @Nullable Duration after) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.RETRY;
        }
    }

    /**
     * The target will never take this event; it goes to the dead letters.
     *
     * @param failure why
     */
    record Rejected(Failure failure) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /**
     * Left out on purpose, because the configuration says so; counts as settled.
     *
     * @param reason which setting
     */
    record Skipped(String reason) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.SKIPPED;
        }
    }

    /**
     * Nothing more can be written until somebody mends something, credentials for one: the pipeline pauses and keeps
     * everything, this event included.
     *
     * @param failure what must be mended
     */
    record Halt(Failure failure) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.HALT;
        }
    }

    /** The event is durably taken. */
    static Outcome delivered() {
        return Delivered.PLAIN;
    }

    /** Try this event again after the pipeline's backoff. */
    static Outcome retry(Failure failure) {
        return new Retry(failure, null);
    }

    /** The target asked not to be written to for a while. */
    static Outcome retry(Failure failure, Duration after) {
        return new Retry(failure, Objects.requireNonNull(after, "after"));
    }

    /** The target will never take this event. */
    static Outcome rejected(Failure failure) {
        return new Rejected(failure);
    }

    /** Left out because the configuration says so. */
    static Outcome skipped(String reason) {
        return new Skipped(reason);
    }

    /** Pause the pipeline until somebody mends the cause. */
    static Outcome halt(Failure failure) {
        return new Halt(failure);
    }

    /** Runs a write and turns what it throws into an outcome: delivered, retry or rejected, as the failure says. */
    static Outcome of(Write write) {
        try {
            write.run();
            return delivered();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return retry(Failure.internal("interrupted", "the write was interrupted"));
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            return failure.mayRetry() ? retry(failure) : rejected(failure);
        }
    }

    /** A write of one event that may fail. */
    @FunctionalInterface
    interface Write {
        /** Writes, or throws. */
        void run() throws Exception;
    }
}
