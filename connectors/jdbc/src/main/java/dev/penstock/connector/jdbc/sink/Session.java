package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Deadline;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;

/** A connection that writes, one batch at a time. */
final class Session {
    private final Connection connection;
    private final Dialect dialect;
    private long limit;
    /** Of SQLite: whether a transaction is under way. */
    private boolean inside;

    private Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Connects and sets what the session needs. */
    static Session open(Database database) throws SQLException {
        Connection connection = database.open();
        try {
            Session session = new Session(connection, database.dialect());
            session.insist();
            return session;
        } catch (SQLException | RuntimeException e) {
            Database.abandon(connection);
            throw e;
        }
    }

    /** Lets a commit mean that the rows are safe, and a value that does not fit be an error. */
    private void insist() throws SQLException {
        Durability.insist(connection, dialect);
        if (dialect == Dialect.MARIADB) {
            // I3: without strictness it cuts what does not fit and says nothing
            run("SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES'),"
                    + " SESSION time_zone = '+00:00'");
        }
    }

    Connection connection() {
        return connection;
    }

    /** Lets neither the network nor a lock hold a statement for longer than is left. */
    void hurry(Deadline deadline) throws SQLException {
        long left = Math.max(1_000, deadline.remaining().toMillis());
        try {
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, left));
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return; // in this process, then: there is no network
        }
        long wanted = left - left / 10;
        if (limit == 0 || wanted < limit || wanted > limit * 2) {
            limit(wanted);
        }
    }

    /** The server gives up a little earlier than we do: else the statement would go on there, and hold its locks. */
    private void limit(long millis) throws SQLException {
        limit = millis;
        String sql =
                switch (dialect) {
                    case POSTGRESQL -> "SET statement_timeout = " + millis;
                    case MARIADB -> "SET SESSION innodb_lock_wait_timeout = " + Math.max(1, millis / 1000);
                    case H2, SQLITE, GENERIC -> "";
                };
        if (!sql.isEmpty()) {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            connection.setAutoCommit(automatic);
        }
    }

    /** Begins a transaction, or lets every statement be one. */
    void begin(boolean transaction) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            // Its driver would take the lock again right after a commit.
            if (transaction) {
                run("BEGIN IMMEDIATE");
            }
            inside = transaction;
        } else if (connection.getAutoCommit() == transaction) {
            connection.setAutoCommit(!transaction);
        }
    }

    void commit() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            if (inside) {
                run("COMMIT");
                inside = false;
            }
        } else if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** Undoes what was not committed; false when the connection is of no use any more. */
    boolean rollback() {
        try {
            if (inside) {
                inside = false;
                run("ROLLBACK");
            } else if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return !connection.isClosed();
        } catch (SQLException | RuntimeException e) {
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
