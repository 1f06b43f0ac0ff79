package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes by batches of prepared statements, in whatever form the driver sends them. */
final class StatementWriter implements RowWriter {
    @Override
    public List<Row> write(Connection connection, Plan plan, List<Row> rows) throws SQLException {
        if (plan.mode() == Mode.UPSERT && plan.dialect() == Dialect.GENERIC) {
            Plan update = new Plan(plan.maker(), Mode.UPDATE, plan.present());
            Plan insert = new Plan(plan.maker(), Mode.INSERT, plan.present());
            List<Row> fresh = write(connection, update, rows);
            return fresh.isEmpty() ? fresh : write(connection, insert, fresh);
        }
        int[] order = order(plan);
        List<Row> missing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(WriteSql.of(plan))) {
            for (Row row : rows) {
                for (int i = 0; i < order.length; i++) {
                    set(statement, i + 1, plan.column(order[i]), row.values[order[i]], plan.dialect());
                }
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; plan.mode() == Mode.UPDATE && i < counts.length; i++) {
                if (counts[i] == 0 || (counts[i] == Statement.SUCCESS_NO_INFO && counts.length == 1)) {
                    missing.add(rows.get(i));
                }
            }
        }
        return missing;
    }

    @Override
    public boolean atomic() {
        return false;
    }

    /** The positions of columns in the order of the parameters: values first, then the key, where it is looked for. */
    private static int[] order(Plan plan) {
        if (plan.mode() != Mode.UPDATE && plan.mode() != Mode.DELETE) {
            return plan.positions();
        }
        List<Integer> order = new ArrayList<>();
        if (plan.mode() == Mode.UPDATE) {
            for (int position : plan.positions()) {
                if (!plan.isKey(position) || WriteSql.onlyKey(plan)) {
                    order.add(position);
                }
            }
        }
        for (int position : plan.maker().key) {
            order.add(position);
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void set(
            PreparedStatement statement, int parameter, Column column, @Nullable Object value, Dialect dialect)
            throws SQLException {
        if (value == null) {
            statement.setNull(parameter, NullTypes.of(column.type()));
        } else if (value instanceof Long number) {
            statement.setLong(parameter, number);
        } else if (value instanceof String text) {
            statement.setString(parameter, text);
        } else if (value instanceof Double number) {
            statement.setDouble(parameter, number);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(parameter, flag);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(parameter, bytes);
        } else if (dialect == Dialect.SQLITE) {
            // It has no types for these; its functions read them as text.
            statement.setString(parameter, value.toString());
        } else if (value instanceof java.math.BigDecimal number) {
            statement.setBigDecimal(parameter, number);
        } else if (dialect == Dialect.MARIADB && value instanceof java.time.LocalDateTime time) {
            statement.setString(parameter, time.toString().replace('T', ' '));
        } else {
            statement.setObject(parameter, value);
        }
    }
}
