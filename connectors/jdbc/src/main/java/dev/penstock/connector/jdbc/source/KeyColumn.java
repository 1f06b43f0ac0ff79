package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Dialect;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column that rows are ordered and named by: read as text and bound from text, with nothing lost on the way, so that it
 * can stand in offsets and ids.
 *
 * @param column which
 * @param kind how it is read and bound
 * @param dialect of the database
 */
record KeyColumn(Column column, Kind kind, Dialect dialect) {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,17}");
    private static final Pattern REAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    /** How a column is read and bound. */
    enum Kind {
        INTEGER,
        DECIMAL,
        FLOATING,
        /** A moment: the text is in UTC and ends with Z. */
        INSTANT,
        /** A date and time without zone. */
        LOCAL,
        DATE,
        BYTES,
        TEXT,
        /** Of SQLite, where each value has its own type. */
        DYNAMIC
    }

    static KeyColumn of(Column column, Dialect dialect) {
        return new KeyColumn(column, dialect == Dialect.SQLITE ? Kind.DYNAMIC : kind(column, dialect), dialect);
    }

    private static Kind kind(Column column, Dialect dialect) {
        if (column.typeName().equals("uuid")) {
            return Kind.TEXT;
        }
        return switch (column.type()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Kind.INTEGER;
            case Types.BIGINT -> column.typeName().contains("unsigned") ? Kind.DECIMAL : Kind.INTEGER;
            case Types.NUMERIC, Types.DECIMAL -> Kind.DECIMAL;
            case Types.FLOAT, Types.DOUBLE -> Kind.FLOATING;
            case Types.REAL ->
                throw new ConnectorException(Failure.user(
                        "inexact-column",
                        "column " + column.name() + " is a floating point number of single precision, which cannot be"
                                + " compared exactly; use another column"));
            case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.INSTANT;
            case Types.TIMESTAMP -> zoned(column, dialect) ? Kind.INSTANT : Kind.LOCAL;
            case Types.DATE -> Kind.DATE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
            default -> Kind.TEXT;
        };
    }

    /** Whether it is a moment, though JDBC says that it has no zone. */
    static boolean zoned(Column column, Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> column.typeName().equals("timestamptz");
            case MARIADB -> column.typeName().equals("timestamp"); // the session is in UTC
            case H2, SQLITE, GENERIC -> false;
        };
    }

    /** The value as text, or null. */
    @Nullable
    String read(ResultSet row) throws SQLException {
        int index = column.index();
        switch (kind) {
            case INTEGER -> {
                long value = row.getLong(index);
                return value == 0 && row.wasNull() ? null : Long.toString(value);
            }
            case DECIMAL -> {
                BigDecimal value = row.getBigDecimal(index);
                return value == null ? null : value.toPlainString();
            }
            case FLOATING -> {
                double value = row.getDouble(index);
                return value == 0 && row.wasNull() ? null : Double.toString(value);
            }
            case INSTANT -> {
                return Times.instant(row, index, dialect);
            }
            case LOCAL -> {
                return Times.local(row, index, dialect);
            }
            case DATE -> {
                return Times.date(row, index, dialect);
            }
            case BYTES -> {
                byte[] value = row.getBytes(index);
                return value == null ? null : Base64.getEncoder().encodeToString(value);
            }
            case TEXT -> {
                return row.getString(index);
            }
            case DYNAMIC -> {
                Object value = row.getObject(index);
                return value instanceof byte[] bytes
                        ? Base64.getEncoder().encodeToString(bytes)
                        : value == null ? null : value.toString();
            }
        }
        throw new IllegalStateException("unreachable");
    }

    /** Binds a text that {@link #read} returned, or that a person wrote into an offset. */
    void bind(PreparedStatement statement, int at, String text) throws SQLException {
        try {
            switch (kind) {
                // Not as a decimal: PostgreSQL would compare all of the column as decimals, without its index.
                case INTEGER -> statement.setLong(at, Long.parseLong(text));
                case DECIMAL -> statement.setBigDecimal(at, new BigDecimal(text));
                case FLOATING -> statement.setDouble(at, Double.parseDouble(text));
                case INSTANT -> instant(statement, at, text);
                case LOCAL -> local(statement, at, text);
                case DATE -> {
                    if (dialect == Dialect.MARIADB) {
                        statement.setString(at, text);
                    } else {
                        statement.setObject(at, LocalDate.parse(text));
                    }
                }
                case BYTES -> statement.setBytes(at, Base64.getDecoder().decode(text));
                case TEXT -> {
                    if (dialect == Dialect.POSTGRESQL) {
                        statement.setObject(at, text, Types.OTHER); // takes the type of the column it is compared with
                    } else {
                        statement.setString(at, text);
                    }
                }
                case DYNAMIC -> dynamic(statement, at, text);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ConnectorException(
                    Failure.user(
                            "bad-offset",
                            "the stored offset has '" + text + "', which is no value of column " + column.name()
                                    + "; set or reset it with 'penstock offsets'"),
                    e);
        }
    }

    private void instant(PreparedStatement statement, int at, String text) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            statement.setString(at, text.replace('T', ' ').replace("Z", ""));
        } else if (Times.unbounded(text)) {
            statement.setObject(at, text.startsWith("-") ? OffsetDateTime.MIN : OffsetDateTime.MAX);
        } else {
            statement.setObject(at, Instant.parse(text).atOffset(ZoneOffset.UTC));
        }
    }

    private void local(PreparedStatement statement, int at, String text) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            statement.setString(at, text.replace('T', ' '));
        } else if (Times.unbounded(text)) {
            statement.setObject(at, text.startsWith("-") ? LocalDateTime.MIN : LocalDateTime.MAX);
        } else {
            statement.setObject(at, LocalDateTime.parse(text));
        }
    }

    /** SQLite compares a number with a column of text as text, and a text with a column of numbers as text, too. */
    private static void dynamic(PreparedStatement statement, int at, String text) throws SQLException {
        if (WHOLE.matcher(text).matches()) {
            statement.setLong(at, Long.parseLong(text));
        } else if (REAL.matcher(text).matches()) {
            statement.setDouble(at, Double.parseDouble(text));
        } else {
            statement.setString(at, text);
        }
    }
}
