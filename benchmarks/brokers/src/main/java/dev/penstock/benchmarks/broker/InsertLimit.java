package dev.penstock.benchmarks.broker;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The least that inserts rows through JDBC, one connection, rows at hand: {@code InsertLimit URL TABLE COUNT BATCH}. */
public final class InsertLimit {
    private InsertLimit() {}

    /** Inserts and commits batch by batch, then waits to be killed. */
    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[2]);
        long batch = Long.parseLong(arguments[3]);
        try (Connection connection = DriverManager.getConnection(rewriting(arguments[0]));
                PreparedStatement insert = connection.prepareStatement(statement(arguments[1]))) {
            connection.setAutoCommit(false);
            for (long number = 0; number < count; number++) {
                bind(insert, number);
                insert.addBatch();
                if ((number + 1) % batch == 0 || number == count - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        Thread.currentThread().join();
    }

    /** The driver's own fast path: one statement of many rows. */
    static String rewriting(String url) {
        return url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
    }

    static String statement(String table) {
        return "INSERT INTO " + table + " (" + String.join(", ", Edits.COLUMNS) + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    }

    private static void bind(PreparedStatement insert, long number) throws SQLException {
        insert.setLong(1, number);
        insert.setString(2, Edits.channel(number));
        insert.setString(3, Edits.title(number));
        insert.setInt(4, Edits.added(number));
        insert.setInt(5, Edits.deleted(number));
        insert.setBoolean(6, Edits.minor(number));
        insert.setDouble(7, Edits.score(number));
        insert.setLong(8, Edits.at(number));
    }
}
