package dev.penstock.connector.http;

import dev.penstock.toolkit.json.Rfc3339;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times as services write them: RFC 3339, or seconds (with a fraction, too) or milliseconds since 1970. */
final class Times {
    /** As seconds this is in the year 5138, as milliseconds in 1973. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,14}(\\.\\d{1,9})?");

    private Times() {}

    static @Nullable OffsetDateTime parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Rfc3339.parse(text);
        }
        BigDecimal number = new BigDecimal(text);
        long whole = number.longValue();
        Instant instant = whole >= LEAST_MILLISECONDS
                ? Instant.ofEpochMilli(whole)
                : Instant.ofEpochSecond(
                        whole,
                        number.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        return instant.atOffset(ZoneOffset.UTC);
    }
}
