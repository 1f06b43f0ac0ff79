package dev.penstock.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets a commit mean that what was written is safe, as far as a session may decide that. */
public final class Durability {
    private Durability() {}

    /** Insists on it for a connection that was just opened. */
    public static void insist(Connection connection, Dialect dialect) throws SQLException {
        switch (dialect) {
            // I1: with "off" a commit is only a promise for the near future
            case POSTGRESQL ->
                run(
                        connection,
                        "SELECT set_config('synchronous_commit', 'on', false)"
                                + " WHERE current_setting('synchronous_commit') = 'off'");
            case H2 -> {
                try {
                    run(connection, "SET WRITE_DELAY 0"); // I1: else half a second
                } catch (SQLException e) {
                    if (SqlProblem.of(e) == SqlProblem.DISCONNECTED) {
                        throw e; // else this user may not: its administrator decides, then
                    }
                }
            }
            case MARIADB, SQLITE, GENERIC -> {}
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
