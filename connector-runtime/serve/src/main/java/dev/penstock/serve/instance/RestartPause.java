package dev.penstock.serve.instance;

import java.time.Duration;

/**
 * How long to wait before a function gets another instance: not at all after the first failure, then a second, and double each time
 * up to half a minute. An instance that served for a while shows that it is over. Times are nanoseconds of any monotonic clock. For one
 * thread.
 */
public final class RestartPause {
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();
    /** An instance that lived so long did not fail at once. */
    private static final long HEALTHY = Duration.ofSeconds(30).toNanos();

    private int failures;
    private long until;

    /** An instance ended that should not have, or could not be started. */
    public void failed(long now, long lived) {
        failures = lived >= HEALTHY ? 1 : failures + 1;
        until = now + (failures < 2 ? 0 : Math.min(LONGEST, FIRST << Math.min(failures - 2, 10)));
    }

    /** All is well: somebody deployed something else, or an instance has been serving for a while. */
    public void reset() {
        failures = 0;
    }

    /** Whether an instance may be started. */
    public boolean isOver(long now) {
        return failures == 0 || now - until >= 0;
    }

    /** Failures in a row. */
    public int failures() {
        return failures;
    }
}
