package dev.penstock.engine;

import dev.penstock.api.Failure;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events that came in together; whoever brought them is told as each is settled. Touched on the strand only. */
abstract class Intake {
    final Instant takenAt;
    private int unsettled;
    private boolean over;

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
    final void settle(int index, @Nullable CloudEvent reply) {
        unsettled--;
        settled(index, reply);
    }

    /**
     * The event at that position is not safe, and there is no place for dead letters here.
     *
     * @return false when whoever brought it cannot keep it: then it must not be let go of
     */
    final boolean keep(int index, Failure failure, boolean rejected) {
        if (!keeps(index, failure, rejected)) {
            return false;
        }
        unsettled--;
        return true;
    }

    /** Nobody waits for its events any more. */
    final void giveUp(Failure reason) {
        over = true;
        givenUp(reason);
    }

    /** Whether nobody waits for its events any more. */
    final boolean isOver() {
        return over;
    }

    final boolean allSettled() {
        return unsettled == 0;
    }

    /** Called once for each event, in any order, unless it is kept; the target may have answered with an event. */
    abstract void settled(int index, @Nullable CloudEvent reply);

    /** Called in place of {@link #settled}; true if whoever brought the event keeps it. */
    boolean keeps(int index, Failure failure, boolean rejected) {
        return false;
    }

    /** Called after one or more events were settled: time to pass the news on. */
    abstract void flush();

    /** Called when the pipeline closes before all is settled: upstream must send these events again. */
    void abandoned() {}

    /** Called when its time is over before all is settled: upstream must send these events again. */
    void givenUp(Failure reason) {}
}
