package dev.penstock.toolkit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Retry-After} header (RFC 9110, 10.2.3): seconds, or one of the three forms of an HTTP date.
 *
 * <p>What cannot be meant counts as absent, so that the usual backoff applies: malformed, negative, zero, a date that has
 * passed. More than an hour counts as an hour: asking once an hour hurts nobody, and a slip of the server does not stop a
 * pipeline for years.
 */
public final class RetryAfter {
    /** The longest time that is obeyed. */
    public static final Duration LONGEST = Duration.ofHours(1);

    // Some servers send fractions of a second; they are rounded up.
    private static final Pattern SECONDS = Pattern.compile("(\\d+)(\\.\\d+)?");
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RetryAfter() {}

    /**
     * How long to wait from now, more than zero and at most {@link #LONGEST}; null when the header says nothing useful.
     *
     * @param header the value, or null when there is none
     * @param clock tells the present
     */
    public static @Nullable Duration parse(@Nullable String header, InstantSource clock) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        Duration wait = SECONDS.matcher(text).matches() ? seconds(text) : untilDate(text, clock.instant());
        if (wait == null || wait.isZero() || wait.isNegative()) {
            return null;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Duration seconds(String text) {
        double seconds = Double.parseDouble(text);
        return seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds((long) Math.ceil(seconds));
    }

    private static @Nullable Duration untilDate(String text, Instant now) {
        for (DateTimeFormatter form : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)) {
            try {
                return Duration.between(now, form.parse(text, Instant::from));
            } catch (DateTimeParseException e) {
                // not of this form; perhaps of the next
            }
        }
        return null;
    }

    /** Two digits of a year mean one that is at most fifty years ahead. */
    private static DateTimeFormatter rfc850(Instant now) {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, now.atOffset(ZoneOffset.UTC).getYear() - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }
}
