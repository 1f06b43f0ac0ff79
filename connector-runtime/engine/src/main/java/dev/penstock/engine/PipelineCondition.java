package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.engine.PipelineStatus.State;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What stands in a pipeline's way, and the status that follows from it. Written on the strand; the status is read by any thread. */
final class PipelineCondition {
    private final String pipeline;
    private final InstantSource clock;
    private volatile PipelineStatus status;
    private boolean saidHalted;

    boolean paused;
    boolean draining;
    boolean closing;

    @Nullable
    Failure halt;

    @Nullable
    Failure sourceFailure;

    @Nullable
    Failure sinkFailure;

    @Nullable
    Failure deadLetterFailure;

    @Nullable
    Failure stateFailure;

    PipelineCondition(String pipeline, InstantSource clock) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.status = new PipelineStatus(State.STARTING, null, 0, clock.instant(), null, 0);
    }

    PipelineStatus status() {
        return status;
    }

    /** Whether nothing may be taken or written now. */
    boolean isStopped() {
        return paused || halt != null || closing;
    }

    /**
     * Works out the status anew.
     *
     * @param ready both connectors have been built once
     * @param completed nothing more will come, and all is delivered
     * @param failures how often in a row a connector has failed
     */
    void report(boolean ready, boolean completed, int failures, @Nullable Instant lastProgress, int retrying) {
        Failure failure = inTheWay();
        PipelineStatus before = status;
        State state = state(failure, ready, completed);
        Instant since = state == before.state() ? before.since() : clock.instant();
        status = new PipelineStatus(state, failure, failures, since, lastProgress, retrying);
        log(before, failure);
    }

    /** One line when something gets in the way and one when it is gone, not one for each attempt. */
    private void log(PipelineStatus before, @Nullable Failure failure) {
        Failure known = before.failure();
        if (failure == null) {
            if (known != null && !closing) {
                log().log(System.Logger.Level.INFO, "{0}: works again", pipeline);
            }
        } else if (known == null || !known.code().equals(failure.code()) || (halt != null) != saidHalted) {
            saidHalted = halt != null;
            if (halt != null) {
                log().log(
                                System.Logger.Level.ERROR,
                                "{0}: stopped until it is mended and resumed: {1}",
                                pipeline,
                                failure.message());
            } else {
                log().log(System.Logger.Level.WARNING, "{0}: {1}; trying again", pipeline, failure.message());
            }
        }
    }

    /** The failure that matters most now, or null. */
    @Nullable
    Failure inTheWay() {
        if (halt != null) {
            return halt;
        }
        if (deadLetterFailure != null) {
            return deadLetterFailure;
        }
        if (stateFailure != null) {
            return stateFailure;
        }
        return sinkFailure != null ? sinkFailure : sourceFailure;
    }

    private State state(@Nullable Failure failure, boolean ready, boolean completed) {
        if (closing) {
            return State.STOPPED;
        }
        if (draining) {
            return State.DRAINING;
        }
        if (halt != null || deadLetterFailure != null) {
            return State.HALTED;
        }
        if (paused) {
            return State.PAUSED;
        }
        if (completed) {
            return State.COMPLETED;
        }
        if (failure != null) {
            return State.RECONNECTING;
        }
        return ready ? State.RUNNING : State.STARTING;
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.pipeline");
    }
}
