package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.toolkit.json.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the value of a column comes from. */
sealed interface ColumnSource {
    /** From the data. */
    record Pointer(JsonPointer pointer) implements ColumnSource {}

    /** From an attribute of the event. */
    record Attribute(String name) implements ColumnSource {}

    /** All of the data. */
    record WholeData() implements ColumnSource {}

    /** The source of each column that has one, in the order of the configuration or of the table. */
    static Map<Column, ColumnSource> of(Table table, JdbcSinkConfig config) {
        Map<Column, ColumnSource> sources = new LinkedHashMap<>();
        if (config.row() == RowShape.EVENT) {
            for (Column column : table.columns()) {
                sources.put(column, parse("@" + column.name().toLowerCase(Locale.ROOT)));
            }
        }
        config.columns().forEach((name, source) -> {
            Column column = table.column(name);
            if (column == null) {
                throw new ConnectorException(Failure.user(
                        "no-column",
                        "table " + table.name() + " has no column '" + name + "' (it has " + table.names()
                                + "); mend columns, or set auto-evolve"));
            }
            sources.put(column, parse(source));
        });
        if (config.columns().isEmpty() && config.row() == RowShape.DATA) {
            for (Column column : table.columns()) {
                sources.put(column, new Pointer(new JsonPointer(List.of(column.name()))));
            }
        }
        return sources;
    }

    static ColumnSource parse(String text) {
        if (text.equals("@data")) {
            return new WholeData();
        }
        return text.startsWith("@") ? new Attribute(text.substring(1)) : new Pointer(JsonPointer.parse(text));
    }
}
