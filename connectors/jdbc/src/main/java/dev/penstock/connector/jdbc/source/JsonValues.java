package dev.penstock.connector.jdbc.source;

import dev.penstock.toolkit.json.JsonBuffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes single values as JSON. */
final class JsonValues {
    private JsonValues() {}

    /** A decimal by its text; what is no number (NaN, Infinity) as a string. */
    static void decimal(@Nullable String text, Decimals decimals, JsonBuffer out) {
        if (text == null) {
            out.ascii("null");
        } else if (decimals == Decimals.STRING || !Character.isDigit(text.charAt(text.length() - 1))) {
            out.string(text);
        } else {
            out.ascii(text);
        }
    }

    static void real(double value, JsonBuffer out) {
        if (Double.isFinite(value)) {
            out.ascii(Double.toString(value));
        } else {
            out.string(Double.toString(value));
        }
    }

    static void single(float value, JsonBuffer out) {
        if (Float.isFinite(value)) {
            out.ascii(Float.toString(value));
        } else {
            out.string(Float.toString(value));
        }
    }

    static void bytes(byte @Nullable [] value, JsonBuffer out) {
        if (value == null) {
            out.ascii("null");
        } else {
            out.put('"');
            out.put(Base64.getEncoder().encode(value));
            out.put('"');
        }
    }

    /** JSON as the database holds it, on one line: there it is checked already. */
    static void json(@Nullable String text, JsonBuffer out) {
        if (text == null || text.isBlank()) {
            out.ascii("null");
            return;
        }
        boolean oneLine = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        // Line ends stand between values only; in a string they are escaped.
        String line = oneLine ? text : text.replace('\n', ' ').replace('\r', ' ');
        out.put(line.getBytes(StandardCharsets.UTF_8));
    }

    /** A time without zone, in that zone; one that Java has not stays as it is. */
    static String inZone(String text, ZoneId zone) {
        if (Times.unbounded(text) || text.startsWith("0000")) {
            return text;
        }
        return LocalDateTime.parse(text).atZone(zone).toInstant().toString();
    }

    static String text(OffsetTime time) {
        return DateTimeFormatter.ISO_OFFSET_TIME.format(time);
    }

    /** A value by its class. */
    static void object(@Nullable Object value, Decimals decimals, JsonBuffer out) {
        if (value == null || value instanceof Boolean) {
            out.ascii(String.valueOf(value));
        } else if (value instanceof BigDecimal decimal) {
            decimal(decimal.toPlainString(), decimals, out);
        } else if (value instanceof Double number) {
            real(number, out);
        } else if (value instanceof Float number) {
            single(number, out);
        } else if (value instanceof Number) {
            out.ascii(value.toString());
        } else if (value instanceof byte[] bytes) {
            bytes(bytes, out);
        } else {
            out.string(text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof OffsetDateTime time) {
            return Times.text(time);
        }
        if (value instanceof LocalDateTime time) {
            return Times.text(time);
        }
        if (value instanceof LocalDate date) {
            return Times.text(date);
        }
        if (value instanceof LocalTime time) {
            return Times.text(time);
        }
        if (value instanceof Timestamp time) {
            return Times.text(time.toLocalDateTime());
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        return value instanceof Time time ? Times.text(time.toLocalTime()) : value.toString();
    }
}
