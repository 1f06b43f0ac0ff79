package dev.penstock.connector.jdbc.sink;

import java.math.BigDecimal;

/**
 * Reads numbers as columns take them; what does not fit is refused, never rounded or cut here. Decimals beyond a column's scale
 * are rounded by the database, as with any other insert.
 */
final class Numbers {
    /** More than any column holds; a longer text only costs time. */
    private static final int LONGEST = 20_000;

    private static final int LARGEST_EXPONENT = 20_000;

    private Numbers() {}

    static Long inRange(ColumnType type, long value) {
        int bits =
                switch (type) {
                    case TINYINT -> 8;
                    case SMALLINT -> 16;
                    case INTEGER -> 32;
                    default -> 64;
                };
        long limit = bits == 64 ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
        // MariaDB has unsigned types; the database knows the lower half of its range.
        long most = bits == 64 ? limit : type == ColumnType.TINYINT ? 255 : limit;
        if (value > most || value < -limit - 1) {
            throw RejectedRow.value(value + " does not fit a whole number of " + bits + " bits");
        }
        return value;
    }

    static Long whole(ColumnType type, String text) {
        try {
            return inRange(type, Long.parseLong(text));
        } catch (NumberFormatException e) {
            BigDecimal number = decimal(text);
            try {
                return inRange(type, number.longValueExact());
            } catch (ArithmeticException tooLarge) {
                throw RejectedRow.value(RejectedRow.excerpt(text) + " is no whole number of 64 bits");
            }
        }
    }

    static BigDecimal decimal(String text) {
        if (text.length() > LONGEST) {
            throw RejectedRow.value("a number of " + text.length() + " digits is too long");
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
                // Written out, it would fill the memory of whoever does that.
                throw RejectedRow.value(RejectedRow.excerpt(text) + " is too large or too small");
            }
            return number;
        } catch (NumberFormatException e) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no number");
        }
    }

    static Double floating(ColumnType type, String text) {
        double number;
        try {
            if (text.length() > LONGEST || text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
                throw new NumberFormatException(); // Java's own forms: 1f, NaN, 0x1p3
            }
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is no number");
        }
        if (Double.isInfinite(number) || (type == ColumnType.REAL && Math.abs(number) > Float.MAX_VALUE)) {
            throw RejectedRow.value(RejectedRow.excerpt(text) + " is too large");
        }
        return number;
    }
}
