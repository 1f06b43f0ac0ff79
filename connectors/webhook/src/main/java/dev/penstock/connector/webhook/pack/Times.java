package dev.penstock.connector.webhook.pack;

import dev.penstock.toolkit.json.Rfc3339;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads times as providers write them: RFC 3339, or seconds or milliseconds since 1970. */
final class Times {
    /** As seconds this is in the year 5138, as milliseconds in 1973. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private Times() {}

    static @Nullable OffsetDateTime parse(String text) {
        if (text.length() > 14 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Rfc3339.parse(text);
        }
        long number = Long.parseLong(text);
        Instant instant = number < LEAST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        return instant.atOffset(ZoneOffset.UTC);
    }
}
