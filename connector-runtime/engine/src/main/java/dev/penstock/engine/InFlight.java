package dev.penstock.engine;

import dev.penstock.engine.DeliverySettings.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What is under way, in events and bytes, against the pipeline's bounds. Touched on the strand only.
 *
 * <p>Bytes are freed when an event is settled, its place only when its offset is durable: so a crash repeats no more events
 * than the buffer holds.
 */
final class InFlight {
    private final Buffer bounds;
    private final PipelineMetrics metrics;
    private long events;
    private long unsettled;
    private long bytes;
    private @Nullable Intake oldest;
    private @Nullable Intake newest;

    InFlight(Buffer bounds, PipelineMetrics metrics) {
        this.bounds = bounds;
        this.metrics = metrics;
    }

    /** How many more events may come in. */
    int room() {
        // I6
        return bytes >= bounds.maxBytes().bytes() ? 0 : (int) Math.max(0, bounds.maxEvents() - events);
    }

    /** How many more bytes may come in. */
    long roomBytes() {
        return Math.max(0, bounds.maxBytes().bytes() - bytes);
    }

    /** Whether so much is settled but not durable that saving should not wait. */
    boolean crowded() {
        return (events - unsettled) * 2 >= bounds.maxEvents();
    }

    boolean isEmpty() {
        return events == 0;
    }

    /** Whether every event that came in is settled, durable or not. */
    boolean allSettled() {
        return oldest == null;
    }

    void taken(Intake intake, int count, long size) {
        events += count;
        unsettled += count;
        bytes += size;
        Intake last = newest;
        intake.older = last;
        newest = intake;
        if (last == null) {
            oldest = intake;
            metrics.oldestUnsettled(intake.takenAt);
        } else {
            last.newer = intake;
        }
        report();
    }

    /** Called after events were settled, with the intake they came with, their number and their size. */
    void settled(Intake intake, int count, long size) {
        unsettled -= count;
        bytes -= size;
        if (intake.allSettled()) {
            unlink(intake);
        }
    }

    /** Called when nothing will be repeated any more for that many events. */
    void released(int count) {
        events -= count;
        report();
    }

    /** Lets go of everything that is not settled. */
    void abandonAll() {
        for (Intake intake = oldest; intake != null; intake = intake.newer) {
            intake.abandoned();
        }
    }

    private void report() {
        metrics.underWay(events, bytes);
    }

    private void unlink(Intake intake) {
        Intake older = intake.older;
        Intake newer = intake.newer;
        if (older == null) {
            oldest = newer;
            metrics.oldestUnsettled(newer == null ? null : newer.takenAt);
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        intake.older = null;
        intake.newer = null;
    }
}
