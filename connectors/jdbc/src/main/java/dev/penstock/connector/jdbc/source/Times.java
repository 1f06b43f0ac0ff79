package dev.penstock.connector.jdbc.source;

import dev.penstock.connector.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times as ISO 8601 text that does not depend on the time zone of this machine.
 *
 * <p>MariaDB's are taken as the text that the server sends, since it has times that Java has not: {@code 0000-00-00},
 * {@code 838:59:59}. Its session is in UTC.
 */
final class Times {
    private static final String FOREVER = "infinity";
    private static final String EVER = "-infinity";

    private Times() {}

    static boolean unbounded(String text) {
        return text.endsWith(FOREVER);
    }

    /** A moment in UTC. */
    static @Nullable String instant(ResultSet row, int index, Dialect dialect) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            String text = row.getString(index);
            return text == null ? null : iso(text) + "Z";
        }
        OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
        return time == null ? null : text(time);
    }

    static String text(OffsetDateTime time) {
        if (time.equals(OffsetDateTime.MAX)) {
            return FOREVER;
        }
        return time.equals(OffsetDateTime.MIN) ? EVER : time.toInstant().toString();
    }

    /** A date and time without zone. */
    static @Nullable String local(ResultSet row, int index, Dialect dialect) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            String text = row.getString(index);
            return text == null ? null : iso(text);
        }
        LocalDateTime time = row.getObject(index, LocalDateTime.class);
        return time == null ? null : text(time);
    }

    static String text(LocalDateTime time) {
        if (time.equals(LocalDateTime.MAX)) {
            return FOREVER;
        }
        if (time.equals(LocalDateTime.MIN)) {
            return EVER;
        }
        String instant = time.toInstant(ZoneOffset.UTC).toString();
        return instant.substring(0, instant.length() - 1);
    }

    /** A date. */
    static @Nullable String date(ResultSet row, int index, Dialect dialect) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            return row.getString(index);
        }
        LocalDate date = row.getObject(index, LocalDate.class);
        return date == null ? null : text(date);
    }

    static String text(LocalDate date) {
        if (date.equals(LocalDate.MAX)) {
            return FOREVER;
        }
        return date.equals(LocalDate.MIN) ? EVER : date.toString();
    }

    /** A time of day; PostgreSQL's 24:00 is the last one that Java has. */
    static @Nullable String time(ResultSet row, int index, Dialect dialect) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            return row.getString(index);
        }
        LocalTime time = row.getObject(index, LocalTime.class);
        return time == null ? null : text(time);
    }

    static String text(LocalTime time) {
        return time.equals(LocalTime.MAX) ? "24:00:00" : DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }

    private static String iso(String text) {
        return text.length() > 10 ? text.substring(0, 10) + "T" + text.substring(11) : text;
    }
}
