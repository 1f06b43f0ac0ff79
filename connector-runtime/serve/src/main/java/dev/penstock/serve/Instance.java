package dev.penstock.serve;

import dev.penstock.serve.instance.RunningInstance;
import dev.penstock.serve.route.Backend;
import org.jspecify.annotations.Nullable;

/** One instance of a function. Belongs to control. */
final class Instance {
    /** From its start to its end; what is gone is in no list any more. */
    enum State {
        STARTING,
        READY,
        STOPPING
    }

    final int number;
    final long since;
    State state = State.STARTING;
    /** Whether it counts among those that are starting. */
    boolean counted = true;

    @Nullable
    RunningInstance running;

    @Nullable
    Backend backend;

    int port;
    /** What it told last about the queue that it reads, and what was counted of that already. */
    QueueLoad.@Nullable Report report;

    long received;
    long settled;
    boolean asking;
    String reason = "";
    long readySince;
    long checked;
    int missedChecks;
    long stoppingSince;
    boolean asked;
    long askedAt;

    Instance(int number, long since) {
        this.number = number;
        this.since = since;
        this.checked = since;
    }

    long pid() {
        return running == null ? 0 : running.pid();
    }
}
