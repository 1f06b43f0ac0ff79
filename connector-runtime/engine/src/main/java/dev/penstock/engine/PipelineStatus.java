package dev.penstock.engine;

import dev.penstock.api.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is doing, judged by its progress.
 *
 * @param state what it is doing
 * @param failure the latest failure that stands in its way, or null when nothing does
 * @param failures how often in a row building or using a connector has failed
 * @param since since when it is in this state
 * @param lastProgress when an event was last settled, or null if none was
 * @param retrying how many events wait for another attempt
 */
public record PipelineStatus(
        State state,
        @Nullable Failure failure,
        int failures,
        Instant since,
        @Nullable Instant lastProgress,
        int retrying) {

    /** What a pipeline is doing. */
    public enum State {
        /** Connectors are being built for the first time. */
        STARTING,
        /** Events flow, or would if there were any. */
        RUNNING,
        /** A connector failed; it is built anew with backoff. */
        RECONNECTING,
        /** Stopped by a person until resumed. */
        PAUSED,
        /** Stopped by a failure that somebody must mend; everything is kept. */
        HALTED,
        /** Takes nothing new, delivers what is under way. */
        DRAINING,
        /** Every partition is at its end and all is delivered. */
        COMPLETED,
        /** Closed. */
        STOPPED
    }
}
