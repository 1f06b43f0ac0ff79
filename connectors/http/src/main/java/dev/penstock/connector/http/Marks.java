package dev.penstock.connector.http;

import dev.penstock.toolkit.json.Rfc3339;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the values of a {@code since} parameter: numbers, times, or else texts. */
final class Marks {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");

    private Marks() {}

    /** The later of two; the first when they are equal. */
    static @Nullable String later(@Nullable String a, @Nullable String b) {
        if (b == null || b.isEmpty()) {
            return a;
        }
        return a == null || compare(a, b) < 0 ? b : a;
    }

    private static int compare(String a, String b) {
        if (NUMBER.matcher(a).matches() && NUMBER.matcher(b).matches()) {
            return new BigDecimal(a).compareTo(new BigDecimal(b));
        }
        OffsetDateTime timeA = Rfc3339.parse(a);
        OffsetDateTime timeB = Rfc3339.parse(b);
        return timeA != null && timeB != null ? timeA.toInstant().compareTo(timeB.toInstant()) : a.compareTo(b);
    }

    /** A time that much earlier, written in the same way; anything else as it is. */
    static String earlier(String mark, Duration overlap) {
        OffsetDateTime time = overlap.isZero() ? null : Times.parse(mark);
        if (time == null) {
            return mark;
        }
        OffsetDateTime earlier = time.minus(overlap);
        if (Rfc3339.parse(mark) != null) {
            return Rfc3339.format(earlier);
        }
        boolean milliseconds = mark.length() > 11 && mark.indexOf('.') < 0;
        return milliseconds
                ? Long.toString(earlier.toInstant().toEpochMilli())
                : Long.toString(earlier.toEpochSecond());
    }
}
