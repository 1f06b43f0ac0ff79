package dev.penstock.connector.jdbc.source;

import dev.penstock.connector.jdbc.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that reads on after a row: no statement is ever asked to skip rows, so the last page costs what the first did.
 *
 * @param dialect of the database
 * @param from what is read, as it stands after FROM
 * @param order the columns that rows are ordered by; the first one is the leading one
 * @param grows whether the leading column grows: rows that have none wait until they have one
 */
record Keyset(Dialect dialect, String from, List<KeyColumn> order, boolean grows) {
    Keyset {
        order = List.copyOf(order);
    }

    /**
     * Which rows.
     *
     * @param after those after this one: values of the ordering columns, or of the first few of them; may be empty
     * @param upTo those whose leading value is at most each of these
     */
    record Range(List<String> after, List<String> upTo) {}

    /** The rows of a range in order. */
    String page(Range range) {
        return "SELECT * FROM " + from + where(range) + " ORDER BY " + names(order) + limit();
    }

    /** One row if there is any in the range. */
    String any(Range range) {
        return "SELECT 1 FROM " + from + where(range) + limit();
    }

    /** How many rows there are in the range, counted up to a limit. */
    String count(Range range) {
        return "SELECT COUNT(*) FROM (SELECT 1 AS penstock_one FROM " + from + where(range) + limit()
                + ") penstock_counted";
    }

    /** The greatest leading value that there is in the range. */
    String greatest(Range range) {
        String lead = name(order.get(0));
        return "SELECT " + lead + " FROM " + from + where(range) + " ORDER BY " + lead + " DESC" + limit();
    }

    /** Binds a range and a limit. */
    void bind(PreparedStatement statement, Range range, int limit) throws SQLException {
        int at = 1;
        List<String> after = range.after();
        int last = after.size() - 1;
        if (rows(after)) {
            for (int i = 0; i <= last; i++) {
                order.get(i).bind(statement, at++, after.get(i));
            }
        } else if (last >= 0) {
            if (last > 0) {
                order.get(0).bind(statement, at++, after.get(0));
            }
            for (int i = 0; i < last; i++) {
                order.get(i).bind(statement, at++, after.get(i));
                order.get(i).bind(statement, at++, after.get(i));
            }
            order.get(last).bind(statement, at++, after.get(last));
        }
        if (grows && last >= 0 && mayBeNull()) {
            order.get(0).bind(statement, at++, after.get(0));
        }
        for (String bound : range.upTo()) {
            order.get(0).bind(statement, at++, bound);
        }
        if (dialect != Dialect.GENERIC) {
            statement.setInt(at, limit);
        } else {
            statement.setMaxRows(limit);
        }
    }

    private String where(Range range) {
        StringBuilder where = new StringBuilder();
        if (range.after().isEmpty() && range.upTo().isEmpty()) {
            return grows ? " WHERE " + name(order.get(0)) + " IS NOT NULL" : "";
        }
        if (!range.after().isEmpty()) {
            where.append(orNull(after(range.after())));
        }
        for (int i = 0; i < range.upTo().size(); i++) {
            where.append(where.isEmpty() ? "" : " AND ")
                    .append(name(order.get(0)))
                    .append(" <= ?");
        }
        return " WHERE " + where;
    }

    /** Nulls are after nothing: rows with a null in their key are let through, so that they are found and refused. */
    private String orNull(String after) {
        if (!mayBeNull()) {
            return after;
        }
        StringBuilder all = new StringBuilder("(").append(after);
        for (int i = grows ? 1 : 0; i < order.size(); i++) {
            if (order.get(i).column().nullable()) {
                all.append(" OR ").append(name(order.get(i))).append(" IS NULL");
            }
        }
        return all.append(grows ? ") AND " + name(order.get(0)) + " >= ?" : ")").toString();
    }

    private boolean mayBeNull() {
        return order.stream().skip(grows ? 1 : 0).anyMatch(key -> key.column().nullable());
    }

    /** Where an index serves a comparison of rows as a whole; elsewhere it is spelled out. */
    private boolean rows(List<String> after) {
        return after.size() > 1 && (dialect == Dialect.POSTGRESQL || dialect == Dialect.SQLITE);
    }

    private String after(List<String> after) {
        int last = after.size() - 1;
        if (rows(after)) {
            String marks = after.stream().map(value -> "?").collect(Collectors.joining(", "));
            return "(" + names(order.subList(0, last + 1)) + ") > (" + marks + ")";
        }
        StringBuilder text = new StringBuilder(name(order.get(last)) + " > ?");
        for (int i = last - 1; i >= 0; i--) {
            String name = name(order.get(i));
            text.insert(0, "(" + name + " > ? OR (" + name + " = ? AND ").append("))");
        }
        if (last > 0) {
            text.insert(0, name(order.get(0)) + " >= ? AND "); // for the index
        }
        return text.toString();
    }

    private String names(List<KeyColumn> columns) {
        return columns.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(KeyColumn key) {
        return dialect.quote(key.column().name());
    }

    private String limit() {
        return dialect == Dialect.GENERIC ? "" : " LIMIT ?";
    }

    /** The leading value of a row that {@link #greatest} returned, under the same rules as in pages. */
    KeyColumn leading() {
        KeyColumn lead = order.get(0);
        return new KeyColumn(lead.column().at(1), lead.kind(), dialect);
    }

    /** Whether the leading column counts in whole numbers. */
    boolean counts() {
        return order.get(0).kind() == KeyColumn.Kind.INTEGER;
    }
}
