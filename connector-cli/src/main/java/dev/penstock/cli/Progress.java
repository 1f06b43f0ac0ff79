package dev.penstock.cli;

import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelineStatus.State;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How much was done up to a moment, over all pipelines.
 *
 * @param delivered events that sinks have taken
 * @param skipped events that sinks left out because their configuration says so
 * @param deadLettered events in the dead letters
 * @param retried attempts that failed and were or will be followed by another
 * @param inFlight events under way
 * @param lagSeconds age of the oldest event under way
 * @param troubled pipelines that do not run now: reconnecting, paused or halted
 */
record Progress(
        long delivered, long skipped, long deadLettered, long retried, long inFlight, double lagSeconds, int troubled) {
    /** Before anything was done. */
    static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0);

    /** All pipelines together. */
    static Progress of(List<PipelineSnapshot> pipelines, Instant now) {
        Progress sum = NONE;
        for (PipelineSnapshot each : pipelines) {
            PipelineMetrics metrics = each.metrics();
            Instant oldest = metrics.oldestUnsettled();
            double lag = oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1e3;
            State state = each.status().state();
            boolean trouble = state == State.RECONNECTING || state == State.PAUSED || state == State.HALTED;
            sum = new Progress(
                    sum.delivered + metrics.delivered(),
                    sum.skipped + metrics.skipped(),
                    sum.deadLettered + metrics.deadLettered(),
                    sum.retried + metrics.retried(),
                    sum.inFlight + metrics.inFlight(),
                    Math.max(sum.lagSeconds, lag),
                    sum.troubled + (trouble ? 1 : 0));
        }
        return sum;
    }

    /** One line for a person, given what was so a while before. */
    String since(Progress earlier, double seconds) {
        double rate = (delivered - earlier.delivered) / Math.max(seconds, 1e-3);
        String line = String.format(
                Locale.ROOT,
                "%,d delivered, %,.0f/s, %,d in flight, lag %.1f s, %,d retried",
                delivered,
                rate,
                inFlight,
                lagSeconds,
                retried);
        return line
                + (deadLettered > 0 ? String.format(Locale.ROOT, ", %,d dead letters", deadLettered) : "")
                + (troubled > 0 ? ", " + troubled + (troubled == 1 ? " pipeline" : " pipelines") + " in trouble" : "");
    }

    /** What came out of it all, for the end. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%,d delivered, %,d skipped, %,d dead letters, %,d retried",
                delivered,
                skipped,
                deadLettered,
                retried);
    }
}
