package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of what is read.
 *
 * @param index from 1
 * @param name as the events' data call it
 * @param type one of {@link java.sql.Types}
 * @param typeName the database's own name of the type, lower case
 * @param precision digits or bits in all
 * @param scale digits after the point, of seconds too
 * @param nullable whether it may be null, as far as the database can tell
 */
record Column(int index, String name, int type, String typeName, int precision, int scale, boolean nullable) {

    /** All columns of a result. */
    static List<Column> of(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String type = String.valueOf(data.getColumnTypeName(i)).toLowerCase(Locale.ROOT);
            columns.add(new Column(
                    i,
                    data.getColumnLabel(i),
                    data.getColumnType(i),
                    type,
                    data.getPrecision(i),
                    data.getScale(i),
                    data.isNullable(i) != ResultSetMetaData.columnNoNulls));
        }
        return columns;
    }

    /** Whether a result still has the same columns: a table may be altered while it is read. */
    static boolean same(List<Column> columns, ResultSetMetaData data, Dialect dialect) throws SQLException {
        if (columns.size() != data.getColumnCount()) {
            return false;
        }
        for (Column column : columns) {
            if (!column.name.equals(data.getColumnLabel(column.index))) {
                return false;
            }
            // SQLite tells the type of the row at hand.
            if (dialect != Dialect.SQLITE && column.type != data.getColumnType(column.index)) {
                return false;
            }
        }
        return true;
    }

    /** Refuses columns of the same name: the data of an event could hold only one of them. */
    static void requireDistinct(List<Column> columns, String where) {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name)) {
                throw new ConnectorException(Failure.user(
                        "same-column",
                        where + " has two columns named " + column.name + "; give one of them an alias"));
            }
        }
    }

    /** The same column at another place. */
    Column at(int place) {
        return new Column(place, name, type, typeName, precision, scale, nullable);
    }

    /** The column of that name, exactly or else in any case. */
    static Column find(List<Column> columns, String name, String where, String key) {
        Column found = null;
        for (Column column : columns) {
            if (column.name.equals(name)) {
                return column;
            }
            if (column.name.equalsIgnoreCase(name)) {
                found = column;
            }
        }
        if (found == null) {
            List<String> names = columns.stream().map(Column::name).toList();
            throw new ConnectorException(Failure.user(
                    "no-column", where + " has no column " + name + ", only " + names + "; mend '" + key + "'"));
        }
        return found;
    }

    /** The columns of those names. */
    static List<Column> find(List<Column> columns, List<String> names, String where, String key) {
        return names.stream().map(name -> find(columns, name, where, key)).toList();
    }

    static @Nullable Column optional(List<Column> columns, @Nullable Value value, String where, String key) {
        return value instanceof Value.FromColumn from ? find(columns, from.column(), where, key) : null;
    }
}
