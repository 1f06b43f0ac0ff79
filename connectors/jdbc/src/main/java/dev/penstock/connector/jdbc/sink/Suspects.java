package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names the columns that may be at fault, where PostgreSQL refuses a value and does not say which. */
final class Suspects {
    private static final int MOST_NAMED = 20;

    private Suspects() {}

    /** The failure with the columns of the row, unless a column is named already. */
    static Failure named(Failure failure, Row row) {
        if (row.maker.dialect() != Dialect.POSTGRESQL
                || !failure.code().startsWith("sql-22") // "data exception"
                || failure.message().toLowerCase(Locale.ROOT).contains("column")) {
            return failure;
        }
        List<String> all = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        row.present.stream().limit(MOST_NAMED).forEach(position -> {
            Column column = row.maker.columns.get(position);
            all.add(column.name());
            ColumnType type = column.type();
            if (type == ColumnType.ARRAY || type == ColumnType.OTHER || type == ColumnType.JSON) {
                unchecked.add(column.name()); // what the others take was checked before
            }
        });
        List<String> names = unchecked.isEmpty() ? all : unchecked;
        String which = names.size() == 1 ? "column " : "one of the columns ";
        return new Failure(
                failure.code(),
                failure.message() + " (" + which + String.join(", ", names) + ")",
                failure.blame(),
                failure.remedy());
    }
}
