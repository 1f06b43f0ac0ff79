package dev.penstock.serve.route;

import java.util.Arrays;
import java.util.List;

/** Counts requests and how long they took. Any thread may call. */
public final class RequestStats {
    /** Upper bounds of the histogram's buckets, in seconds. */
    public static final List<Double> BUCKETS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);

    private static final int KEPT = 1_024;
    private static final int RATE_SECONDS = 10;
    private static final long SECOND = 1_000_000_000L;

    private final long[] byClass = new long[6];
    private final long[] buckets = new long[BUCKETS.size() + 1];
    private final long[] recent = new long[KEPT];
    private final long[] perSecond = new long[RATE_SECONDS + 1];
    private long second = Long.MIN_VALUE;
    private long answered;
    private long refused;
    private long repeated;
    private double seconds;

    /**
     * The counts of a moment.
     *
     * @param byClass answers by the first digit of their status, 1 to 5 at that position
     * @param refused answered 503 because too many waited
     * @param repeated given to a second instance
     * @param buckets answers per bucket of {@link #BUCKETS}, then those that took longer
     * @param seconds all answers together took
     * @param perSecond answers per second lately
     * @param median of the last thousand, in seconds
     * @param p99 of the last thousand, in seconds
     */
    public record Counts(
            List<Long> byClass,
            long refused,
            long repeated,
            List<Long> buckets,
            double seconds,
            double perSecond,
            double median,
            double p99) {}

    synchronized void answered(int status, long nanos, long now) {
        byClass[Math.min(Math.max(status / 100, 0), 5)]++;
        double took = nanos / (double) SECOND;
        int bucket = 0;
        while (bucket < BUCKETS.size() && took > BUCKETS.get(bucket)) {
            bucket++;
        }
        buckets[bucket]++;
        seconds += took;
        recent[(int) (answered++ % KEPT)] = nanos;
        turnTo(now / SECOND);
        perSecond[slot(second)]++;
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void repeated() {
        repeated++;
    }

    /** How it is now. */
    public synchronized Counts counts(long now) {
        long[] sorted = Arrays.copyOf(recent, (int) Math.min(answered, KEPT));
        Arrays.sort(sorted);
        turnTo(now / SECOND);
        long lately = 0;
        for (long past = second - RATE_SECONDS; past < second; past++) {
            lately += perSecond[slot(past)];
        }
        return new Counts(
                list(byClass),
                refused,
                repeated,
                list(buckets),
                seconds,
                lately / (double) RATE_SECONDS,
                at(sorted, 0.5),
                at(sorted, 0.99));
    }

    private void turnTo(long present) {
        if (second == Long.MIN_VALUE || present - second > RATE_SECONDS) {
            Arrays.fill(perSecond, 0);
            second = present;
        }
        while (second < present) {
            second++;
            perSecond[slot(second)] = 0;
        }
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) RATE_SECONDS + 1);
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))] / (double) SECOND;
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
