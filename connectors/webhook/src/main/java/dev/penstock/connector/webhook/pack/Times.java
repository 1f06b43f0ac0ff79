package dev.penstock.connector.webhook.pack;

import dev.penstock.toolkit.json.Rfc3339;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as providers write them: RFC 3339, the same with a space and a zone in words ({@code 2015-05-17 18:08:09
 * UTC}) or without the colon of the offset, and seconds, with a fraction or without, or milliseconds since 1970.
 */
final class Times {
    /** As seconds this is in the year 5138, as milliseconds in 1973. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,14})(?:\\.(\\d{1,9}))?");
    private static final Pattern LOOSE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ]([\\d:.]{8,18}) ?(?:(Z|UTC)|([+-]\\d\\d):?(\\d\\d))");

    private Times() {}

    static @Nullable OffsetDateTime parse(String text) {
        OffsetDateTime strict = Rfc3339.parse(text);
        if (strict != null) {
            return strict;
        }
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return number(Long.parseLong(number.group(1)), number.group(2));
        }
        Matcher loose = LOOSE.matcher(text);
        if (!loose.matches()) {
            return null;
        }
        String offset = loose.group(3) == null ? loose.group(4) + ":" + loose.group(5) : "Z";
        return Rfc3339.parse(loose.group(1) + "T" + loose.group(2) + offset);
    }

    private static OffsetDateTime number(long number, @Nullable String fraction) {
        Instant instant = number < LEAST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        if (fraction != null && number < LEAST_MILLISECONDS) {
            instant = instant.plusNanos(Long.parseLong((fraction + "00000000").substring(0, 9)));
        }
        return instant.atOffset(ZoneOffset.UTC);
    }
}
