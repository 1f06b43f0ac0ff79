package dev.penstock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one pipeline. Written on its strand, read by any thread.
 *
 * <p>Survives the rebuilding of connectors; the host keeps it for the life of the process.
 */
public final class PipelineMetrics {
    /** Upper bounds of the delivery histogram's buckets, in seconds, without the last one, infinity. */
    public static final List<Double> BUCKETS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0);

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong deadLettered = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final AtomicLong pending = new AtomicLong(-1);
    private final AtomicInteger shares = new AtomicInteger();
    private final AtomicLong sinkConcurrency = new AtomicLong();
    private final AtomicLong deliveryNanos = new AtomicLong();
    private final AtomicLongArray deliveryBuckets = new AtomicLongArray(BUCKETS.size() + 1);
    private volatile @Nullable Instant oldestUnsettled;

    /** Events taken from the source. */
    public long received() {
        return received.get();
    }

    /** Events that the sink has durably taken. */
    public long delivered() {
        return delivered.get();
    }

    /** Events that the sink left out because its configuration says so. */
    public long skipped() {
        return skipped.get();
    }

    /** Events that the sink refused for good. */
    public long rejected() {
        return rejected.get();
    }

    /** Attempts that failed and were followed, or will be, by another. */
    public long retried() {
        return retried.get();
    }

    /** Events in the dead letters. */
    public long deadLettered() {
        return deadLettered.get();
    }

    /** Webhook deliveries that had been seen before and were not delivered again. */
    public long duplicates() {
        return duplicates.get();
    }

    /** Events under way: taken from the source, not yet settled with a durable offset. */
    public long inFlight() {
        return inFlight.get();
    }

    /** Their size in bytes. */
    public long inFlightBytes() {
        return inFlightBytes.get();
    }

    /** Events that wait in the source, or -1 when it cannot tell. */
    public long pending() {
        return pending.get();
    }

    /** Among how many readers what waits can be divided at most, or 0 when that is not known. */
    public int shares() {
        return shares.get();
    }

    /** How many writes at once the sink is given at most now; 0 before it is built. */
    public long sinkConcurrency() {
        return sinkConcurrency.get();
    }

    /** When the oldest event that is not settled was taken from the source, or null when all are. */
    public @Nullable Instant oldestUnsettled() {
        return oldestUnsettled;
    }

    /** Sum of the times from source to settled, in seconds. */
    public double deliverySeconds() {
        return deliveryNanos.get() / 1e9;
    }

    /** Counts per bucket of {@link #BUCKETS}, not cumulative, the last one above all bounds. */
    public long[] deliveryBuckets() {
        long[] counts = new long[deliveryBuckets.length()];
        Arrays.setAll(counts, deliveryBuckets::get);
        return counts;
    }

    void received(int count) {
        received.addAndGet(count);
    }

    void delivered(int count) {
        delivered.addAndGet(count);
    }

    void skipped(int count) {
        skipped.addAndGet(count);
    }

    void rejected(int count) {
        rejected.addAndGet(count);
    }

    void retried(int count) {
        retried.addAndGet(count);
    }

    void deadLettered(int count) {
        deadLettered.addAndGet(count);
    }

    /** Counts a webhook delivery that had been seen before. */
    public void duplicate() {
        duplicates.incrementAndGet();
    }

    void underWay(long events, long bytes) {
        inFlight.set(events);
        inFlightBytes.set(bytes);
    }

    void pending(long count, int among) {
        shares.set(among);
        pending.set(count);
    }

    void sinkConcurrency(int writes) {
        sinkConcurrency.set(writes);
    }

    void oldestUnsettled(@Nullable Instant since) {
        oldestUnsettled = since;
    }

    void settled(Duration time, int count) {
        double seconds = time.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BUCKETS.size() && seconds > BUCKETS.get(bucket)) {
            bucket++;
        }
        deliveryBuckets.addAndGet(bucket, count);
        deliveryNanos.addAndGet(time.toNanos() * count);
    }
}
