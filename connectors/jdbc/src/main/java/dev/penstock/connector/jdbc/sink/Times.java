package dev.penstock.connector.jdbc.sink;

import dev.penstock.toolkit.json.Rfc3339;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Reads times, dates, UUIDs and words for true and false. */
final class Times {
    private Times() {}

    static OffsetDateTime zoned(String text) {
        OffsetDateTime time = Rfc3339.parse(text);
        if (time == null) {
            throw RejectedRow.value(
                    RejectedRow.excerpt(text) + " is no time of RFC 3339, such as 2026-01-31T23:59:59Z");
        }
        return time;
    }

    /** Without a zone it stays as it is; with one it is told in UTC. */
    static LocalDateTime local(String text) {
        OffsetDateTime time = Rfc3339.parse(text);
        if (time != null) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        try {
            return LocalDateTime.parse(text.length() > 10 && text.charAt(10) == ' ' ? text.replace(' ', 'T') : text);
        } catch (DateTimeException e) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no time, such as 2026-01-31T23:59:59Z");
        }
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no date, such as 2026-01-31");
        }
    }

    static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no time of day, such as 23:59:59");
        }
    }

    static String format(OffsetDateTime time) {
        return Rfc3339.format(time);
    }

    static UUID uuid(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw RejectedRow.value(RejectedRow.excerpt(text) + " is no UUID");
    }

    static Boolean word(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw RejectedRow.value(RejectedRow.excerpt(text) + " is neither true nor false");
    }
}
