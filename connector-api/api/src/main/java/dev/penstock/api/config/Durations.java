package dev.penstock.api.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes durations as they stand in pipeline files: {@code 500ms}, {@code 5s}, {@code 1h30m}, {@code PT5S}. */
public final class Durations {
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

    /** Longer ones are slips, and would overflow where nanoseconds are counted. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /**
     * Reads a duration: numbers with the units {@code d h m s ms}, largest first, or the ISO form {@code PT5S}.
     *
     * @throws IllegalArgumentException with a message for the user when the text is not one, is negative, or is longer than a
     *     hundred years
     */
    public static Duration parse(String text) {
        String stripped = text.strip();
        Duration duration = stripped.startsWith("P") ? iso(stripped) : units(stripped);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than a hundred years; write a shorter one");
        }
        return duration;
    }

    private static Duration units(String text) {
        Matcher form = SHORT.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw notOne(text, null);
        }
        long millis = 0;
        for (int i = 0; i < MILLIS.length; i++) {
            String count = form.group(i + 1);
            millis += count == null ? 0 : Long.parseLong(count) * MILLIS[i];
        }
        return Duration.ofMillis(millis);
    }

    /** Writes a duration the short way, {@code 1h30m}; the ISO form when it is finer than milliseconds or unusual. */
    public static String format(Duration duration) {
        if (duration.isNegative()
                || duration.compareTo(LONGEST) > 0
                || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            return duration.toString();
        }
        if (duration.isZero()) {
            return "0s";
        }
        long left = duration.toMillis();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MILLIS.length; i++) {
            if (left >= MILLIS[i]) {
                text.append(left / MILLIS[i]).append(UNITS[i]);
                left %= MILLIS[i];
            }
        }
        return text.toString();
    }

    private static Duration iso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("'" + text + "' is negative; write a duration such as 5s");
            }
            return duration;
        } catch (DateTimeException e) {
            throw notOne(text, e);
        }
    }

    private static IllegalArgumentException notOne(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException("'" + text + "' is not a duration; write 500ms, 5s, 1m or PT5S", cause);
    }
}
