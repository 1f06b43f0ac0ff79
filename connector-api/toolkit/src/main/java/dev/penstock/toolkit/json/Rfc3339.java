package dev.penstock.toolkit.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads and writes times as RFC 3339 demands, which is narrower than ISO 8601. */
public final class Rfc3339 {
    private Rfc3339() {}

    /**
     * Reads a time, or returns null when the text is not one.
     *
     * <p>Digits beyond nanoseconds are cut; a leap second becomes the last nanosecond before it.
     */
    public static @Nullable OffsetDateTime parse(String text) {
        int length = text.length();
        if (length < 20
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) | 0x20) != 't'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int second = number(text, 17, 19);
        int nanos = 0;
        int at = 19;
        if (text.charAt(at) == '.') {
            int unit = 100_000_000;
            int start = ++at;
            for (; at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++, unit /= 10) {
                nanos += unit * (text.charAt(at) - '0');
            }
            if (at == start) {
                return null;
            }
        }
        if (second == 60) {
            second = 59;
            nanos = 999_999_999;
        }
        ZoneOffset offset = offset(text, at);
        if (offset == null) {
            return null;
        }
        try {
            return OffsetDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    second,
                    nanos,
                    offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Writes a time with the fraction it has, in groups of three digits. */
    public static String format(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private static @Nullable ZoneOffset offset(String text, int at) {
        int length = text.length();
        if (length == at + 1 && (text.charAt(at) | 0x20) == 'z') {
            return ZoneOffset.UTC;
        }
        if (length != at + 6 || text.charAt(at + 3) != ':' || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            return null;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return null;
        }
        int sign = text.charAt(at) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    /** The digits as a number; a value that no field accepts when one of them is not a digit. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return Integer.MIN_VALUE;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
