package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What one process did in one round: records per second after the first third has arrived, in which Java warms up, processor time
 * of that process for each in microseconds, and its resident memory in the end, in MB.
 */
record Sample(double perSecond, double microseconds, double megabytes) {
    private static final long LOOK = Duration.ofMillis(10).toNanos();

    /** Watches records arrive until all have. */
    static Sample watch(Child child, Arrivals arrivals, long total) throws Exception {
        await(child, arrivals, total / 3);
        long first = arrivals.count();
        long begin = System.nanoTime();
        Duration before = child.processorTime();
        await(child, arrivals, total);
        long nanos = System.nanoTime() - begin;
        Duration used = child.processorTime().minus(before);
        double moved = total - first;
        return new Sample(moved * 1e9 / nanos, used.toNanos() / 1e3 / moved, child.residentMegabytes());
    }

    private static void await(Child child, Arrivals arrivals, long count) throws Exception {
        while (!arrivals.reached(count)) {
            child.alive();
            LockSupport.parkNanos(LOOK);
        }
    }
}
