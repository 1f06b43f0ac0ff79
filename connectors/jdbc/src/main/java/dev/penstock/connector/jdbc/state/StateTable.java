package dev.penstock.connector.jdbc.state;

import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.SqlProblem;
import dev.penstock.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table that holds the entries, one row each, and the SQL that reads and writes it: one statement per operation, on a
 * connection in auto-commit mode. Any thread may use it.
 */
final class StateTable {
    /** As many expired rows as one statement removes. */
    static final int REMOVED_AT_ONCE = 1_000;

    private final Dialect dialect;
    private final String table;
    private final List<String> ddl;

    StateTable(Dialect dialect, TableName name) {
        this.dialect = dialect;
        this.table = dialect.quote(name);
        this.ddl = ddl(dialect, name);
    }

    /**
     * Makes the table if it is not there. Nothing but reading is asked of a table that is: the right to create tables is
     * needed once.
     */
    void create(Connection connection) throws SQLException {
        SQLException missing = look(connection);
        if (missing == null) {
            return;
        }
        if (SqlProblem.of(missing) != SqlProblem.SCHEMA) {
            throw missing;
        }
        connection.setAutoCommit(false); // both or none, where the database can do that
        try (Statement statement = connection.createStatement()) {
            for (String sql : ddl) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            connection.setAutoCommit(true);
            // "if not exists" does not keep all databases from quarrelling with somebody who creates it just now
            if (look(connection) != null) {
                throw e;
            }
        }
        connection.setAutoCommit(true);
    }

    /** Why it cannot be read, or null when it can. */
    private @Nullable SQLException look(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT version FROM " + table + " WHERE 1 = 0")) {
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    Optional<Entry> read(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT entry_value, version FROM " + table + " WHERE entry_key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Entry(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /** Whether the entry was written, with that version; false when something else than expected stands there. */
    boolean write(Connection connection, Change change, String version) throws SQLException {
        String expected = change.expected();
        return expected == null ? insert(connection, change, version) : update(connection, change, version, expected);
    }

    private boolean insert(Connection connection, Change change, String version) throws SQLException {
        String into = table + " (entry_value, version, expires_at, entry_key) VALUES (?, ?, ?, ?)";
        String sql =
                switch (dialect) {
                    case POSTGRESQL, SQLITE -> "INSERT INTO " + into + " ON CONFLICT DO NOTHING";
                    // it ignores more than a key that is there, but keys are checked, and values have room
                    case MARIADB -> "INSERT IGNORE INTO " + into;
                    case H2, GENERIC -> "INSERT INTO " + into;
                };
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(insert, change, version);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith("23")) {
                return false; // the key is the only constraint that an entry can break
            }
            throw e;
        }
    }

    private boolean update(Connection connection, Change change, String version, String expected) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table
                + " SET entry_value = ?, version = ?, expires_at = ? WHERE entry_key = ? AND version = ?")) {
            set(update, change, version);
            update.setString(5, expected);
            return update.executeUpdate() == 1; // I2: a stale owner finds another version
        }
    }

    private static void set(PreparedStatement statement, Change change, String version) throws SQLException {
        statement.setString(1, change.value());
        statement.setString(2, version);
        Instant expires = change.expires();
        if (expires == null) {
            statement.setNull(3, Types.BIGINT);
        } else {
            statement.setLong(3, expires.toEpochMilli());
        }
        statement.setString(4, change.key());
    }

    /** Removes what had expired by that moment, or some of it; how many rows. */
    int removeExpired(Connection connection, Instant by) throws SQLException {
        String limit = " LIMIT " + REMOVED_AT_ONCE;
        String old = "expires_at < ?";
        String sql = "DELETE FROM " + table + " WHERE "
                + switch (dialect) {
                    // what is just being written is left alone, so that no two wait for each other
                    case POSTGRESQL ->
                        "ctid = ANY(ARRAY(SELECT ctid FROM " + table + " WHERE " + old + limit
                                + " FOR UPDATE SKIP LOCKED))";
                    case SQLITE -> "rowid IN (SELECT rowid FROM " + table + " WHERE " + old + limit + ")";
                    case MARIADB, H2, GENERIC -> old + limit;
                };
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, by.toEpochMilli());
            return delete.executeUpdate();
        }
    }

    void remove(Connection connection, String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE entry_key = ?")) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }

    /** Keys are ASCII and keep their case; the longest fits into an index everywhere. */
    private static List<String> ddl(Dialect dialect, TableName name) {
        String table = dialect.quote(name);
        String index = dialect.quote(new TableName(
                dialect == Dialect.SQLITE ? name.schema() : null,
                name.name().substring(0, Math.min(40, name.name().length())) + "_expires"));
        String create = "CREATE TABLE IF NOT EXISTS " + table;
        String createIndex = "CREATE INDEX IF NOT EXISTS " + index + " ON " + table + " (expires_at)";
        return switch (dialect) {
            case POSTGRESQL ->
                List.of(
                        create
                                + " (entry_key varchar(512) COLLATE \"C\" NOT NULL PRIMARY KEY, entry_value text NOT NULL,"
                                + " version varchar(32) COLLATE \"C\" NOT NULL, expires_at bigint)",
                        createIndex);
            case MARIADB ->
                List.of(create + " (entry_key varchar(512) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,"
                        + " entry_value mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,"
                        + " version varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, expires_at bigint,"
                        + " KEY (expires_at)) ENGINE = InnoDB");
            case H2, GENERIC ->
                List.of(
                        create + " (entry_key varchar(512) NOT NULL PRIMARY KEY, entry_value varchar NOT NULL,"
                                + " version varchar(32) NOT NULL, expires_at bigint)",
                        createIndex);
            case SQLITE ->
                List.of(
                        create
                                + " (entry_key text NOT NULL PRIMARY KEY, entry_value text NOT NULL, version text NOT NULL,"
                                + " expires_at integer)",
                        "CREATE INDEX IF NOT EXISTS " + index + " ON " + dialect.quote(name.name()) + " (expires_at)");
        };
    }
}
