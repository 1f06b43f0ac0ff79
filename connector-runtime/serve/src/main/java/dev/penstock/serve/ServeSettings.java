package dev.penstock.serve;

import java.time.Duration;

/**
 * What holds for every function.
 *
 * @param queued requests of a function that wait for an instance, at most
 * @param queuedBytes their bodies, at most
 * @param hold a request waits no longer for an instance
 * @param limit an invocation is answered after this long at the latest
 * @param drain an instance that is asked to end has this long
 * @param tick how often is measured and decided
 * @param mostInstances of all functions together
 * @param mostStarting of all functions together
 */
public record ServeSettings(
        int queued,
        long queuedBytes,
        Duration hold,
        Duration limit,
        Duration drain,
        Duration tick,
        int mostInstances,
        int mostStarting) {

    /** Good for most: 1,000 requests or 16 MiB wait for up to 30 seconds; looked at every second. */
    public static ServeSettings standard(int mostInstances) {
        return new ServeSettings(
                1_000,
                16L << 20,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                mostInstances,
                Math.max(1, Runtime.getRuntime().availableProcessors()));
    }
}
