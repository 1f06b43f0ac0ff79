package dev.penstock.connector.http;

import dev.penstock.toolkit.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a service wants to be left alone.
 *
 * <p>{@code X-RateLimit-Remaining} and {@code X-RateLimit-Reset} are no standard; the reset is sent as seconds from now, as
 * seconds since 1970 or as milliseconds since 1970, and told apart by its size. No wait is longer than {@link
 * RetryAfter#LONGEST}.
 */
final class RateLimits {
    private static final List<String> REMAINING =
            List.of("X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining");
    private static final List<String> RESET = List.of("X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset");
    private static final long LEAST_SINCE_1970 = 1_000_000_000L;
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private RateLimits() {}

    /** How long to wait before the next request, as a refusal says; null when it does not. */
    static @Nullable Duration afterRefusal(Headers headers, InstantSource clock) {
        Duration asked = RetryAfter.parse(headers.get("Retry-After"), clock);
        return asked == null ? usedUp(headers, clock) : asked;
    }

    /** How long to wait if this was the last request allowed; null when there are more, or nothing is said. */
    static @Nullable Duration usedUp(Headers headers, InstantSource clock) {
        String reset = first(headers, RESET);
        if (!"0".equals(first(headers, REMAINING)) || reset == null || !reset.matches("\\d{1,15}(\\.\\d+)?")) {
            return null;
        }
        Duration wait = until((long) Math.ceil(Double.parseDouble(reset)), clock.instant());
        if (wait.isNegative() || wait.isZero()) {
            return null;
        }
        return wait.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : wait;
    }

    private static Duration until(long reset, Instant now) {
        if (reset < LEAST_SINCE_1970) {
            return Duration.ofSeconds(reset);
        }
        return Duration.between(
                now, reset < LEAST_MILLISECONDS ? Instant.ofEpochSecond(reset) : Instant.ofEpochMilli(reset));
    }

    private static @Nullable String first(Headers headers, List<String> names) {
        for (String name : names) {
            String value = headers.get(name);
            if (value != null) {
                return value.strip();
            }
        }
        return null;
    }
}
