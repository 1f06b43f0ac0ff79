package dev.penstock.serve.instance;

import java.time.Duration;

/**
 * How long to wait before a function gets another instance: not at all after the first failure, then a second, and double each time
 * up to half a minute. An instance that served for a while, or answered a hundred requests, shows that it is over. Times are nanoseconds of any monotonic clock. For one
 * thread.
 */
public final class RestartPause {
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();
    /** An instance that lived so long did not fail at once. */
    private static final long HEALTHY = Duration.ofSeconds(30).toNanos();

    /** Nor did one that has answered so many requests, however quick it was about it. */
    private static final long USEFUL = 100;

    private int failures;
    private long until;

    /**
     * An instance ended that should not have, or could not be started.
     *
     * @param lived nanoseconds that it was ready
     * @param answered requests that it answered
     */
    public void failed(long now, long lived, long answered) {
        failures = lived >= HEALTHY || answered >= USEFUL ? 1 : failures + 1;
        until = now + (failures < 2 ? 0 : Math.min(LONGEST, FIRST << Math.min(failures - 2, 10)));
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
