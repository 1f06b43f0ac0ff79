package dev.penstock.benchmarks.broker;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tables of edits without an index: made, counted and judged. Used by one thread. */
final class Tables implements Contest.Destination, AutoCloseable {
    private static final double NEARLY = 0.98;

    private final Connection connection;
    private final long total;
    private final String expected;
    private final long fullBytes;

    /** Finds out how large a full table is, in order to count only then: counting costs the database time. */
    Tables(String url, long total) throws SQLException {
        connection = DriverManager.getConnection(url);
        this.total = total;
        this.expected = Edits.expected(total);
        update("SET max_parallel_workers_per_gather = 0");
        update("DROP TABLE IF EXISTS sized");
        update("CREATE TABLE sized (" + Edits.DEFINITION + ")");
        update("INSERT INTO sized SELECT i, '#channel-10', repeat('x', "
                + Edits.title(0).length() + "), 1, 1, true, 1.5, i FROM generate_series(1, 20000) i");
        fullBytes = ask("SELECT pg_relation_size('sized')") * (total / 20_000);
        update("DROP TABLE sized");
    }

    @Override
    public Arrivals create(String table) throws SQLException {
        update("CREATE TABLE " + table + " (" + Edits.DEFINITION + ")");
        update("CHECKPOINT");
        return new Arrivals() {
            private long size;
            private long unchanged;

            @Override
            public long count() throws SQLException {
                return ask("SELECT count(*) FROM " + table);
            }

            @Override
            public boolean reached(long count) throws SQLException {
                long now = ask("SELECT pg_relation_size('" + table + "')");
                unchanged = now == size ? unchanged + 1 : 0;
                size = now;
                // Seldom also when it stopped growing: rows may lie closer than was thought.
                double nearly = NEARLY * fullBytes * count / total;
                return (now >= nearly || unchanged % 50 == 49) && count() >= count;
            }
        };
    }

    @Override
    public void judge(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT " + Edits.AGGREGATE + " FROM " + table)) {
            found.next();
            if (!expected.equals(found.getString(1))) {
                throw new IllegalStateException(
                        "the table " + table + " holds " + found.getString(1) + "; expected " + expected);
            }
        }
        update("DROP TABLE " + table);
    }

    /** Makes the table that is read from. */
    void fill(String table) throws SQLException {
        update("DROP TABLE IF EXISTS " + table);
        update("CREATE TABLE " + table + " (" + Edits.DEFINITION + ", PRIMARY KEY (id))");
        update("INSERT INTO " + table + " SELECT i, '#channel-' || 10 + i % 64, '"
                + Edits.title(0).replaceAll("\\d+$", "")
                + "' || 10000000 + i, i * 7919 % 1000, i * 104729 % 500, i % 3 = 0, i % 1000 / 8.0, 1700000000000 + i"
                + " FROM generate_series(0::bigint, " + (total - 1) + ") i");
        update("VACUUM ANALYZE " + table);
    }

    private long ask(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    private void update(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
