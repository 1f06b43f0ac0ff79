package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection of a test's own, to make tables and to look at rows. */
public final class Rows implements AutoCloseable {
    private final Connection connection;

    /** Connects. */
    public Rows(String url) {
        connection = new Database(url, null, null, Map.of(), Duration.ofSeconds(10)).open();
    }

    /** Runs statements, one after the other. */
    public Rows run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    /** Each row with its columns between bars. */
    public List<String> of(String select) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            int width = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
