package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Deadline;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A connection made ready for reading: in UTC, with an end to waiting. For one thread. */
final class Session implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Dialect dialect;
    private final InstantSource clock;
    private @Nullable Duration ahead;

    private Session(Connection connection, Dialect dialect, InstantSource clock) {
        this.connection = connection;
        this.dialect = dialect;
        this.clock = clock;
    }

    static Session open(Database database, Deadline deadline, InstantSource clock) throws SQLException {
        Connection connection = database.open();
        try {
            Session session = new Session(connection, database.dialect(), clock);
            session.prepare(deadline);
            return session;
        } catch (SQLException | RuntimeException e) {
            Database.abandon(connection);
            throw e;
        }
    }

    private void prepare(Deadline deadline) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> execute("SET TIME ZONE 'UTC'");
            case MARIADB -> execute("SET time_zone = '+00:00'");
            case H2, SQLITE, GENERIC -> {
                return;
            }
        }
        try {
            // A server that is gone without a word must not hold the thread for ever.
            long millis = deadline.remaining().plus(GRACE).toMillis();
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
        } catch (SQLFeatureNotSupportedException e) {
            // Then the operating system ends it some time.
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }

    /** A statement that the database gives up at the deadline. */
    PreparedStatement prepare(String sql, Deadline deadline) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        if (dialect == Dialect.POSTGRESQL || dialect == Dialect.MARIADB) {
            statement.setQueryTimeout(
                    (int) Math.max(1, Math.min(86_400, deadline.remaining().toSeconds())));
        }
        return statement;
    }

    /** How far the clock of the database is ahead of ours; asked once. */
    Duration ahead() throws SQLException {
        Duration known = ahead;
        if (known == null) {
            known = askAhead();
            ahead = known;
        }
        return known;
    }

    private Duration askAhead() throws SQLException {
        String sql;
        switch (dialect) {
            case POSTGRESQL, H2 -> sql = "SELECT CURRENT_TIMESTAMP";
            case MARIADB -> sql = "SELECT UTC_TIMESTAMP(6)";
            case SQLITE, GENERIC -> {
                return Duration.ZERO;
            }
            default -> throw new IllegalStateException(dialect.toString());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            Instant there = dialect == Dialect.MARIADB
                    ? row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC)
                    : row.getObject(1, OffsetDateTime.class).toInstant();
            return Duration.between(clock.instant(), there);
        }
    }

    @Override
    public void close() {
        Database.abandon(connection);
    }
}
