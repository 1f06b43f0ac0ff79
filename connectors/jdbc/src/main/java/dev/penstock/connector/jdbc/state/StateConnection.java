package dev.penstock.connector.jdbc.state;

import dev.penstock.api.Deadline;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** A connection for one operation at a time, in auto-commit mode. */
final class StateConnection {
    /** One that rested for longer may have been cut meanwhile: it is tried before it is trusted with a write. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private static final int ANSWER_SECONDS = 1;

    private final Connection connection;
    private final Dialect dialect;
    private Instant used;

    private StateConnection(Connection connection, Dialect dialect, Instant opened) {
        this.connection = connection;
        this.dialect = dialect;
        this.used = opened;
    }

    static StateConnection open(Database database, Deadline deadline) throws SQLException {
        Connection connection = database.open(deadline.remaining());
        try {
            StateConnection open = new StateConnection(
                    connection, database.dialect(), deadline.clock().instant());
            open.hurry(deadline);
            open.prepare();
            return open;
        } catch (SQLException | RuntimeException e) {
            Database.abandon(connection);
            throw e;
        }
    }

    private void prepare() throws SQLException {
        Durability.insist(connection, dialect);
        switch (dialect) {
            // so that a statement sees what others wrote before, and waits for a lock on the server for a while only
            case POSTGRESQL ->
                run("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;"
                        + " SET statement_timeout = '30s'");
            case MARIADB ->
                run("SET SESSION innodb_lock_wait_timeout = 30,"
                        + " SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES')");
            case SQLITE -> run("PRAGMA synchronous = FULL");
            case H2, GENERIC -> {}
        }
    }

    Connection jdbc() {
        return connection;
    }

    /** Lets neither the network nor a lock hold a statement for longer than is left. */
    void hurry(Deadline deadline) throws SQLException {
        int left = (int)
                Math.max(1, Math.min(Integer.MAX_VALUE, deadline.remaining().toMillis()));
        switch (dialect) {
            case POSTGRESQL, MARIADB -> {
                try {
                    connection.setNetworkTimeout(Runnable::run, left);
                } catch (SQLFeatureNotSupportedException e) {
                    // Then the operating system ends it some time.
                }
            }
            case H2 -> run("SET LOCK_TIMEOUT " + left);
            case SQLITE -> run("PRAGMA busy_timeout = " + left);
            case GENERIC -> {}
        }
    }

    /** Whether it can be expected to work; asks the server when it has rested. */
    boolean alive(Instant now) {
        if (Duration.between(used, now).abs().compareTo(TRUSTED) < 0) {
            return true;
        }
        try {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    void rest(Instant now) {
        used = now;
    }

    /** Whether no transaction was left open on it. */
    boolean tidy() {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            return false;
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            Database.abandon(connection);
        }
    }

    void abandon() {
        Database.abandon(connection);
    }
}
