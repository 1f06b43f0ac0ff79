package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.TableName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was when it was looked at.
 *
 * @param name as the database spells it
 * @param columns those that can be written, in their order
 * @param primaryKey the names of the key's columns, in order; empty when there is none
 */
record Table(TableName name, List<Column> columns, List<String> primaryKey) {
    Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The column of that name, to the letter if there is one, else in upper or lower case; null when there is none. */
    @Nullable
    Column column(String wanted) {
        Column similar = null;
        for (Column column : columns) {
            if (column.name().equals(wanted)) {
                return column;
            }
            if (column.name().equalsIgnoreCase(wanted)) {
                similar = column;
            }
        }
        return similar;
    }

    /** The names of all columns, for a message. */
    String names() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name()));
        return String.join(", ", names);
    }
}
