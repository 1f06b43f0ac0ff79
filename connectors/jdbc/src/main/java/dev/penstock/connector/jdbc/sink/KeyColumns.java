package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.util.List;

/** Finds the columns by which a row is known. */
final class KeyColumns {
    private KeyColumns() {}

    /** Their positions among the columns that rows have values for. */
    static int[] positions(Table table, List<Column> columns, JdbcSinkConfig config) {
        boolean needed = config.mode() != Mode.INSERT || !config.deleteWhen().isEmpty();
        if (!needed) {
            return new int[0];
        }
        List<String> names = config.keyColumns().isEmpty() ? table.primaryKey() : config.keyColumns();
        if (names.isEmpty()) {
            throw wrong(
                    "table " + table.name() + " has no primary key; set key-columns to columns with a unique index");
        }
        int[] positions = new int[names.size()];
        for (int i = 0; i < positions.length; i++) {
            String name = names.get(i);
            Column column = table.column(name);
            if (column == null) {
                throw wrong("table " + table.name() + " has no key column '" + name + "' (it has " + table.names()
                        + "); mend key-columns");
            }
            positions[i] = columns.indexOf(column);
            if (positions[i] < 0) {
                throw wrong("nothing is written to the key column " + column.name() + " of " + table.name()
                        + "; say in columns where its value comes from");
            }
        }
        return positions;
    }

    private static ConnectorException wrong(String message) {
        return new ConnectorException(Failure.user("no-key", message));
    }
}
