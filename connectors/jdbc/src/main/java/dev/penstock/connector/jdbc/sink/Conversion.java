package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;

/**
 * Makes the value of a column from a JSON value or an attribute.
 *
 * <p>The rules are in docs/explanation/jdbc-writing.md. What is made is one of {@code Boolean}, {@code Long}, {@code BigDecimal}, {@code
 * Double}, {@code String}, {@code UUID}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code
 * OffsetDateTime} and {@code byte[]}.
 */
final class Conversion {
    private static final long LATEST_SECOND = 100_000_000_000L;

    private Conversion() {}

    /** From a JSON number, at which the parser stands. */
    static Object number(ColumnType type, JsonParser parser) throws IOException {
        switch (type) {
            case BIGINT, INTEGER, SMALLINT, TINYINT -> {
                if (parser.currentToken() == com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT
                        && parser.getTextLength() < 19) {
                    return Numbers.inRange(type, parser.getLongValue());
                }
                return Numbers.whole(type, parser.getText());
            }
            case DOUBLE, REAL -> {
                return Numbers.floating(type, parser.getText());
            }
            case DECIMAL -> {
                return Numbers.decimal(parser.getText());
            }
            case BOOLEAN -> {
                String text = parser.getText();
                if (text.equals("1") || text.equals("0")) {
                    return text.equals("1");
                }
                throw RejectedRow.value(RejectedRow.excerpt(text) + " is neither true nor false");
            }
            case TIMESTAMP_WITH_ZONE, TIMESTAMP -> {
                OffsetDateTime time = sinceEpoch(parser.getText());
                return type == ColumnType.TIMESTAMP ? time.toLocalDateTime() : time;
            }
            case TEXT, JSON, OTHER -> {
                return parser.getText();
            }
            case UUID, DATE, TIME, BYTES, ARRAY -> throw RejectedRow.value("a number is no " + word(type));
        }
        throw new AssertionError(type);
    }

    /** From a text. */
    static Object text(ColumnType type, String text) {
        return switch (type) {
            case BIGINT, INTEGER, SMALLINT, TINYINT -> Numbers.whole(type, text);
            case DOUBLE, REAL -> Numbers.floating(type, text);
            case DECIMAL -> Numbers.decimal(text);
            case BOOLEAN -> Times.word(text);
            case TEXT, OTHER, ARRAY -> Texts.wellFormed(text);
            case JSON -> Texts.jsonString(text);
            case UUID -> Times.uuid(text);
            case DATE -> Times.date(text);
            case TIME -> Times.time(text);
            case TIMESTAMP -> Times.local(text);
            case TIMESTAMP_WITH_ZONE -> Times.zoned(text);
            case BYTES -> base64(text);
        };
    }

    /** From true or false. */
    static Object bool(ColumnType type, boolean value) {
        return switch (type) {
            case BOOLEAN -> value;
            case TINYINT -> value ? 1L : 0L; // what MariaDB calls BOOLEAN
            case TEXT, JSON, OTHER -> Boolean.toString(value);
            case BIGINT,
                    INTEGER,
                    SMALLINT,
                    DECIMAL,
                    DOUBLE,
                    REAL,
                    UUID,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_WITH_ZONE,
                    BYTES,
                    ARRAY -> throw RejectedRow.value(value + " is no " + word(type));
        };
    }

    /** From an object or array, given as JSON. */
    static Object structure(ColumnType type, String json) {
        return switch (type) {
            case TEXT, JSON, OTHER -> json;
            case ARRAY -> ArrayText.of(json);
            case BOOLEAN,
                    TINYINT,
                    BIGINT,
                    INTEGER,
                    SMALLINT,
                    DECIMAL,
                    DOUBLE,
                    REAL,
                    UUID,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_WITH_ZONE,
                    BYTES ->
                throw RejectedRow.value((json.startsWith("{") ? "an object" : "an array") + " is no " + word(type));
        };
    }

    /** From an attribute of an event. */
    static Object attribute(ColumnType type, Object value) {
        if (value instanceof OffsetDateTime time) {
            return switch (type) {
                case TIMESTAMP_WITH_ZONE -> time;
                case TIMESTAMP -> time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
                case DATE -> time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
                default -> text(type, Times.format(time));
            };
        }
        if (value instanceof Boolean flag) {
            return bool(type, flag);
        }
        if (value instanceof byte[] bytes) {
            return type == ColumnType.BYTES
                    ? bytes
                    : text(type, Base64.getEncoder().encodeToString(bytes));
        }
        if (type == ColumnType.BYTES && !(value instanceof CharSequence)) {
            throw RejectedRow.value("a number is no " + word(type));
        }
        return type == ColumnType.BYTES
                ? value.toString().getBytes(StandardCharsets.UTF_8)
                : text(type, value.toString());
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no base64");
        }
    }

    /** Seconds, or milliseconds where seconds would lie beyond the year 5138. */
    private static OffsetDateTime sinceEpoch(String text) {
        BigDecimal number = Numbers.decimal(text);
        if (number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000)) > 0) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no time since 1970");
        }
        boolean seconds = number.abs().compareTo(BigDecimal.valueOf(LATEST_SECOND)) < 0;
        BigDecimal nanos = number.movePointRight(seconds ? 9 : 6);
        java.math.BigInteger[] parts =
                nanos.toBigInteger().divideAndRemainder(java.math.BigInteger.valueOf(1_000_000_000L));
        return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()).atOffset(ZoneOffset.UTC);
    }

    static String word(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> "boolean";
            case TINYINT, SMALLINT, INTEGER, BIGINT -> "whole number";
            case DECIMAL, REAL, DOUBLE -> "number";
            case TEXT, OTHER -> "text";
            case UUID -> "UUID";
            case DATE -> "date";
            case TIME -> "time of day";
            case TIMESTAMP, TIMESTAMP_WITH_ZONE -> "time";
            case BYTES -> "base64 text";
            case JSON -> "JSON";
            case ARRAY -> "array";
        };
    }
}
