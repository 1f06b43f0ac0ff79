package dev.penstock.runtime.gateway;

import java.time.Duration;

/**
 * What one client may take from the others.
 *
 * @param connections open at once; more wait to be accepted
 * @param pendingBytes of all bodies that are read or wait for their reply; more are answered 503
 * @param idle a connection without traffic for this long is closed
 * @param headerTime a request's header is complete by then
 * @param bodyTime a request's body is complete by then, else it is answered 408
 * @param grace so long no rate is asked for
 * @param bytesPerSecond a body slower than this is answered 408
 */
public record HttpLimits(
        int connections,
        long pendingBytes,
        Duration idle,
        Duration headerTime,
        Duration bodyTime,
        Duration grace,
        long bytesPerSecond) {

    /** Good for most: an eighth of the heap for bodies, half a minute for a header, two for a body. */
    public static HttpLimits standard() {
        return new HttpLimits(
                8_192,
                Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                1_024);
    }
}
