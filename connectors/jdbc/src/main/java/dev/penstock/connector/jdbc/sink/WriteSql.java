package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import java.util.ArrayList;
import java.util.List;

/** Writes the SQL of one row with parameters, for databases other than PostgreSQL. */
final class WriteSql {
    private WriteSql() {}

    static String of(Plan plan) {
        return switch (plan.mode()) {
            case INSERT -> insert(plan);
            case UPSERT -> upsert(plan);
            case UPDATE -> "UPDATE " + plan.table() + " SET " + sets(plan) + where(plan);
            case DELETE -> "DELETE FROM " + plan.table() + where(plan);
        };
    }

    /** Whether an update has nothing to set but the key itself. */
    static boolean onlyKey(Plan plan) {
        for (int position : plan.positions()) {
            if (!plan.isKey(position)) {
                return false;
            }
        }
        return true;
    }

    private static String insert(Plan plan) {
        return "INSERT INTO " + plan.table() + " (" + plan.columnList() + ") VALUES (" + marks(plan) + ")";
    }

    private static String upsert(Plan plan) {
        List<String> updates = new ArrayList<>();
        for (int position : plan.positions()) {
            if (!plan.isKey(position)) {
                String name = plan.quoted(position);
                updates.add(name + " = "
                        + (plan.dialect() == Dialect.MARIADB ? "VALUES(" + name + ")" : "excluded." + name));
            }
        }
        return switch (plan.dialect()) {
            case H2 ->
                "MERGE INTO " + plan.table() + " (" + plan.columnList() + ") KEY (" + plan.keyList() + ") VALUES ("
                        + marks(plan) + ")";
            case MARIADB -> {
                String first = plan.quoted(plan.maker().key[0]);
                yield insert(plan) + " ON DUPLICATE KEY UPDATE "
                        + (updates.isEmpty() ? first + " = " + first : String.join(", ", updates));
            }
            case SQLITE, POSTGRESQL, GENERIC ->
                insert(plan) + " ON CONFLICT (" + plan.keyList() + ") DO "
                        + (updates.isEmpty() ? "NOTHING" : "UPDATE SET " + String.join(", ", updates));
        };
    }

    private static String sets(Plan plan) {
        List<String> sets = new ArrayList<>();
        for (int position : plan.positions()) {
            if (!plan.isKey(position) || onlyKey(plan)) {
                sets.add(plan.quoted(position) + " = " + mark(plan, position));
            }
        }
        return String.join(", ", sets);
    }

    private static String where(Plan plan) {
        List<String> matches = new ArrayList<>();
        for (int position : plan.maker().key) {
            matches.add(plan.quoted(position) + " = " + mark(plan, position));
        }
        return " WHERE " + String.join(" AND ", matches);
    }

    private static String marks(Plan plan) {
        List<String> marks = new ArrayList<>();
        for (int position : plan.positions()) {
            marks.add(mark(plan, position));
        }
        return String.join(", ", marks);
    }

    private static String mark(Plan plan, int position) {
        boolean json = plan.dialect() == Dialect.H2 && plan.column(position).type() == ColumnType.JSON;
        return json ? "? FORMAT JSON" : "?";
    }
}
