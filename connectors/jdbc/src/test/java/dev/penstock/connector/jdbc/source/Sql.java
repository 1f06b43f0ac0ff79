package dev.penstock.connector.jdbc.source;

import dev.penstock.connector.jdbc.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A connection of the application that writes what the source reads. */
final class Sql implements AutoCloseable {
    final Connection connection;

    Sql(String url) {
        connection = new Database(url, null, null, Map.of(), Duration.ofSeconds(10)).open();
    }

    Sql run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    /** Runs it for each row of values in one batch. */
    Sql each(String sql, List<List<Object>> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setObject(i + 1, row.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return this;
    }

    Sql transaction() throws SQLException {
        connection.setAutoCommit(false);
        return this;
    }

    Sql commit() throws SQLException {
        connection.commit();
        return this;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
