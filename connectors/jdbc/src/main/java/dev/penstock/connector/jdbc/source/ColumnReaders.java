package dev.penstock.connector.jdbc.source;

import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.toolkit.json.JsonBuffer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Chooses once for each column how its values become JSON.
 *
 * <p>The rules stand on the reference page of the connector: numbers with all digits, moments in UTC, bytes in Base64, JSON as
 * it is, and what JSON has no form for as the text of the database.
 */
final class ColumnReaders {
    private final Dialect dialect;
    private final Decimals decimals;
    private final @Nullable ZoneId zone;

    ColumnReaders(Dialect dialect, Decimals decimals, @Nullable ZoneId zone) {
        this.dialect = dialect;
        this.decimals = decimals;
        this.zone = zone;
    }

    ColumnReader of(Column column) {
        if (dialect == Dialect.SQLITE) {
            boolean truth = column.typeName().startsWith("bool");
            return (row, index, out) -> dynamic(row.getObject(index), truth, out);
        }
        String type = column.typeName();
        if (type.equals("json") || type.equals("jsonb")) {
            return this::json;
        }
        if (type.equals("uuid")) {
            return ColumnReaders::text; // H2 says that it is bytes
        }
        return switch (column.type()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> ColumnReaders::whole;
            case Types.BIGINT -> type.contains("unsigned") ? this::decimal : ColumnReaders::whole;
            case Types.NUMERIC, Types.DECIMAL -> this::decimal;
            case Types.REAL -> ColumnReaders::single;
            case Types.FLOAT, Types.DOUBLE -> type.equals("money") ? ColumnReaders::text : ColumnReaders::real;
            case Types.BOOLEAN, Types.BIT -> type.equals("bit") ? bits(column) : bool();
            case Types.TIMESTAMP -> KeyColumn.zoned(column, dialect) ? this::instant : this::local;
            case Types.TIMESTAMP_WITH_TIMEZONE -> this::instant;
            case Types.DATE -> type.equals("year") ? ColumnReaders::whole : this::date;
            case Types.TIME -> type.equals("timetz") ? ColumnReaders::zonedTime : this::time;
            case Types.TIME_WITH_TIMEZONE -> ColumnReaders::zonedTime;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnReaders::bytes;
            case Types.ARRAY -> new ArrayReader(type, decimals)::write;
            default -> ColumnReaders::text;
        };
    }

    private static void nothing(JsonBuffer out) {
        out.ascii("null");
    }

    private static void text(ResultSet row, int index, JsonBuffer out) throws SQLException {
        put(row.getString(index), out);
    }

    private static void put(@Nullable String text, JsonBuffer out) {
        if (text == null) {
            nothing(out);
        } else {
            out.string(text);
        }
    }

    private static void whole(ResultSet row, int index, JsonBuffer out) throws SQLException {
        long value = row.getLong(index);
        if (value == 0 && row.wasNull()) {
            nothing(out);
        } else {
            out.ascii(Long.toString(value));
        }
    }

    private void decimal(ResultSet row, int index, JsonBuffer out) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            JsonValues.decimal(row.getString(index), decimals, out); // may be NaN
            return;
        }
        BigDecimal value = row.getBigDecimal(index);
        JsonValues.decimal(value == null ? null : value.toPlainString(), decimals, out);
    }

    private static void real(ResultSet row, int index, JsonBuffer out) throws SQLException {
        double value = row.getDouble(index);
        if (value == 0 && row.wasNull()) {
            nothing(out);
        } else {
            JsonValues.real(value, out);
        }
    }

    private static void single(ResultSet row, int index, JsonBuffer out) throws SQLException {
        float value = row.getFloat(index);
        if (value == 0 && row.wasNull()) {
            nothing(out);
        } else {
            JsonValues.single(value, out);
        }
    }

    private static ColumnReader bool() {
        return (row, index, out) -> {
            boolean value = row.getBoolean(index);
            out.ascii(!value && row.wasNull() ? "null" : Boolean.toString(value));
        };
    }

    /** PostgreSQL's bit(n) is digits; MariaDB's bit(1) is a truth value, and wider ones are bytes. */
    private ColumnReader bits(Column column) {
        if (dialect == Dialect.POSTGRESQL) {
            return ColumnReaders::text;
        }
        return column.precision() > 1 ? ColumnReaders::bytes : bool();
    }

    private void instant(ResultSet row, int index, JsonBuffer out) throws SQLException {
        put(Times.instant(row, index, dialect), out);
    }

    private void local(ResultSet row, int index, JsonBuffer out) throws SQLException {
        if (zone == null) {
            put(Times.local(row, index, dialect), out);
            return;
        }
        String text = Times.local(row, index, dialect);
        put(text == null ? null : JsonValues.inZone(text, zone), out);
    }

    private void date(ResultSet row, int index, JsonBuffer out) throws SQLException {
        put(Times.date(row, index, dialect), out);
    }

    private void time(ResultSet row, int index, JsonBuffer out) throws SQLException {
        put(Times.time(row, index, dialect), out);
    }

    private static void zonedTime(ResultSet row, int index, JsonBuffer out) throws SQLException {
        OffsetTime time = row.getObject(index, OffsetTime.class);
        put(time == null ? null : JsonValues.text(time), out);
    }

    private static void bytes(ResultSet row, int index, JsonBuffer out) throws SQLException {
        JsonValues.bytes(row.getBytes(index), out);
    }

    private void json(ResultSet row, int index, JsonBuffer out) throws SQLException {
        JsonValues.json(row.getString(index), out);
    }

    /** SQLite: the value says what it is; a column declared as boolean holds 0 and 1. */
    private void dynamic(@Nullable Object value, boolean truth, JsonBuffer out) {
        if (truth && value instanceof Integer number && (number == 0 || number == 1)) {
            out.ascii(number == 1 ? "true" : "false");
        } else {
            JsonValues.object(value, decimals, out);
        }
    }
}
