package dev.penstock.testkit;

import dev.penstock.host.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. May be used by several threads. */
public final class ManualClock implements InstantSource {
    private final Instant start;
    private final boolean running;
    private final long begun = System.nanoTime();
    private final AtomicLong moved = new AtomicLong();

    private ManualClock(Instant start, boolean running) {
        this.start = start;
        this.running = running;
    }

    /** Stands at that moment until it is moved. */
    public static ManualClock standing(Instant at) {
        return new ManualClock(at, false);
    }

    /** Begins at the machine's time and runs on, besides being moved: for real systems, which wait by their own clocks. */
    public static ManualClock running() {
        return new ManualClock(SystemTime.clock().instant(), true);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(moved.get() + (running ? System.nanoTime() - begun : 0));
    }

    /** Moves it forward. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back by " + by);
        }
        moved.addAndGet(by.toNanos());
    }
}
