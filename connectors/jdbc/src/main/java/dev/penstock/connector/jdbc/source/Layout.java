package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of a relation are ordered and named.
 *
 * @param keyset orders them
 * @param position writes their places into offsets
 * @param id which of the ordering columns make the id
 * @param time whether the leading column is a time
 */
record Layout(Keyset keyset, Position position, List<Integer> id, boolean time) {

    static Layout of(JdbcSourceConfig config, Dialect dialect, Relation relation) {
        Mode mode = config.how();
        List<Column> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String where = relation.where();
        if (mode.timed()) {
            String name = String.valueOf(config.timestampColumn());
            columns.add(Column.find(relation.columns(), name, where, "timestamp-column"));
            names.add("timestamp");
        }
        if (mode == Mode.INCREMENTING || mode == Mode.TIMESTAMP_INCREMENTING) {
            String name = config.incrementingColumn();
            columns.add(
                    name == null
                            ? relation.onlyKey("incrementing-column")
                            : Column.find(relation.columns(), name, where, "incrementing-column"));
            names.add("incrementing");
        }
        List<Column> keys = keys(config, relation, mode);
        if (mode == Mode.TIMESTAMP && keys.isEmpty()) {
            throw new ConnectorException(Failure.user(
                    "no-key",
                    where + " has no primary key; name columns in 'key-columns', to tell rows of the same time apart"));
        }
        int count = 0;
        for (Column key : keys) {
            count++;
            if (!columns.contains(key)) {
                columns.add(key);
                names.add(count == 1 ? "key" : "key-" + count);
            }
        }
        List<Integer> id = id(mode, columns, keys);
        List<KeyColumn> order =
                columns.stream().map(column -> KeyColumn.of(column, dialect)).toList();
        if (mode.timed()) {
            requireTime(order.get(0), where);
        }
        return new Layout(
                new Keyset(dialect, relation.from(), order, mode != Mode.BULK), new Position(names), id, mode.timed());
    }

    private static List<Column> keys(JdbcSourceConfig config, Relation relation, Mode mode) {
        if (!config.keyColumns().isEmpty()) {
            return Column.find(relation.columns(), config.keyColumns(), relation.where(), "key-columns");
        }
        return mode == Mode.TIMESTAMP || mode == Mode.BULK
                ? Column.find(relation.columns(), relation.primaryKey(), relation.where(), "key-columns")
                : List.of();
    }

    /** The key, and behind it the time: a row that changed is another event. */
    private static List<Integer> id(Mode mode, List<Column> order, List<Column> keys) {
        List<Integer> id = new ArrayList<>();
        if (keys.isEmpty()) {
            id.add(mode.timed() ? 1 : 0);
        } else {
            keys.forEach(key -> id.add(order.indexOf(key)));
        }
        if (mode.timed() && !id.contains(0)) {
            id.add(0);
        }
        return id;
    }

    private static void requireTime(KeyColumn column, String where) {
        if (column.kind() == KeyColumn.Kind.DATE || column.kind() == KeyColumn.Kind.BYTES) {
            throw new ConnectorException(Failure.user(
                    "no-timestamp",
                    "column " + column.column().name() + " of " + where + " is of type "
                            + column.column().typeName() + "; 'timestamp-column' must hold date and time"));
        }
    }
}
