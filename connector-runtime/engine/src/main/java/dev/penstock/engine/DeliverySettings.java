package dev.penstock.engine;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import java.time.Duration;

/**
 * The {@code delivery} block of a pipeline file, without the dead letter sink.
 *
 * @param ordering which events wait for each other
 * @param batch how events are grouped for the sink
 * @param retry what happens after a failure
 * @param buffer how much may be under way at once
 * @param timeout how long one call of a connector may take before it is given up
 */
public record DeliverySettings(
        Ordering ordering, BatchSettings batch, RetrySettings retry, Buffer buffer, Duration timeout) {

    /** Which events wait for each other. */
    public enum Ordering {
        KEY,
        STRICT,
        NONE
    }

    /**
     * How events are grouped.
     *
     * @param maxEvents largest number of events in a write
     * @param maxBytes largest size of a write; a single larger event is still written
     * @param maxWait how long a sink with nothing to do waits for a batch to fill
     */
    public record BatchSettings(
            @Option(value = "Largest number of events in one write", fallback = "2000", min = "1", max = "100000")
                    int maxEvents,
            @Option(
                            value = "Largest size of one write; a single larger event is still written",
                            fallback = "4MiB",
                            min = "1KiB")
                    DataSize maxBytes,
            @Option(
                            value =
                                    "How long a sink with nothing to do waits for a batch to fill; batches form by themselves while"
                                            + " a write is under way",
                            fallback = "0ms",
                            max = "1m")
                    Duration maxWait) {}

    /**
     * What happens after a failure.
     *
     * @param maxAttempts after so many the event goes to the dead letters
     * @param initialDelay before the second attempt
     * @param maxDelay the delay doubles up to this
     */
    public record RetrySettings(
            @Option(value = "After so many attempts an event goes to the dead letters", fallback = "8", min = "1")
                    int maxAttempts,
            @Option(value = "Pause before the second attempt; it doubles each time", fallback = "500ms", min = "1ms")
                    Duration initialDelay,
            @Option(value = "Longest pause between attempts", fallback = "1m", min = "1ms") Duration maxDelay) {}

    /**
     * How much may be under way at once.
     *
     * @param maxEvents polled or received, and not yet settled with a durable offset
     * @param maxBytes the same in bytes, data and attributes
     */
    public record Buffer(
            @Option(value = "Largest number of events under way", fallback = "10000", min = "1") int maxEvents,
            @Option(value = "Largest size of events under way", fallback = "32MiB", min = "1KiB") DataSize maxBytes) {}

    /** What holds when the pipeline file says nothing. */
    public static DeliverySettings standard() {
        return new DeliverySettings(
                Ordering.KEY,
                new BatchSettings(2000, DataSize.mebibytes(4), Duration.ZERO),
                new RetrySettings(8, Duration.ofMillis(500), Duration.ofMinutes(1)),
                new Buffer(10_000, DataSize.mebibytes(32)),
                Duration.ofMinutes(1));
    }
}
