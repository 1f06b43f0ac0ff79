package dev.penstock.connector.jdbc.sink;

import java.math.BigDecimal;

/**
 * A column of a table.
 *
 * @param name as the database spells it
 * @param type what it takes
 * @param sqlType the type's name in SQL, for casts; empty where none is needed
 * @param hasDefault whether leaving it out of an insert means something else than NULL
 * @param most how many characters, or digits before the point, it takes; 0 where only the database knows
 */
record Column(String name, ColumnType type, String sqlType, boolean hasDefault, int most) {
    /**
     * The value, unless it is known not to fit: PostgreSQL would refuse it without telling which column.
     *
     * @throws RejectedRow when it does not fit
     */
    Object fitting(Object value) {
        if (most > 0 && value instanceof String text && text.length() > most) {
            int length = text.length();
            while (length > most && text.charAt(length - 1) == ' ') {
                length--; // those it cuts off, as SQL wants it
            }
            int characters = text.codePointCount(0, length);
            if (characters > most) {
                throw RejectedRow.value("a text of " + characters + " characters is too long, " + most + " fit");
            }
        }
        if (most > 0 && value instanceof BigDecimal number && number.precision() - (long) number.scale() > most) {
            throw RejectedRow.value(
                    RejectedRow.excerpt(number.toString()) + " overflows, " + most + " digits before the point fit");
        }
        return value;
    }
}
