package dev.penstock.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events that came in together; whoever brought them is told as each is settled. Touched on the strand only. */
abstract class Intake {
    final Instant takenAt;
    private int unsettled;

    /** Neighbours in the list of intakes that are not settled, oldest first; kept by {@link InFlight}. */
    @Nullable
    Intake older;

    @Nullable
    Intake newer;

    Intake(Instant takenAt, int size) {
        this.takenAt = takenAt;
        this.unsettled = size;
    }

    /** The event at that position is safe: delivered, skipped by configuration, or dead-lettered. */
    final void settle(int index) {
        unsettled--;
        settled(index);
    }

    final boolean allSettled() {
        return unsettled == 0;
    }

    /** Called once for each event, in any order. */
    abstract void settled(int index);

    /** Called after one or more events were settled: time to pass the news on. */
    abstract void flush();

    /** Called when the pipeline closes before all is settled: upstream must send these events again. */
    void abandoned() {}
}
