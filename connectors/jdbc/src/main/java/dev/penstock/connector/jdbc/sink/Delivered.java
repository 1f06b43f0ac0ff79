package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.SinkContext;
import dev.penstock.connector.jdbc.Dialect;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers, in the table {@code penstock_delivered} and in the transaction of the rows, which events were written.
 *
 * <p>An event is known by 128 bits of SHA-256 over pipeline, source and id, so that the index is small whatever ids look
 * like. Of two that write the same event at once, the index lets one wait for the other. Any thread may use it.
 */
final class Delivered {
    /** Thrown when somebody else has just written the same events: what they did counts. */
    static final class Overtaken extends SQLException {
        private static final long serialVersionUID = 1L;

        Overtaken(SQLException cause) {
            super("somebody else has written the same events just now", "40001", cause);
        }
    }

    private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(1);
    private static final int PRUNED_AT_ONCE = 5_000;

    private final Dialect dialect;
    private final String pipeline;
    private final InstantSource clock;
    private final Duration window;
    private final AtomicReference<Instant> nextPruning;

    Delivered(Dialect dialect, SinkContext context, Duration window) {
        this.dialect = dialect;
        this.pipeline = context.pipeline();
        this.clock = context.clock();
        this.window = window;
        this.nextPruning = new AtomicReference<>(clock.instant());
    }

    /** Makes the table if it is not there. */
    void create(Connection connection) throws SQLException {
        String event =
                switch (dialect) {
                    case POSTGRESQL -> "uuid";
                    case MARIADB -> "char(32) CHARACTER SET ascii";
                    case H2, SQLITE, GENERIC -> "char(32)";
                };
        try (Statement statement = connection.createStatement()) {
            try (ResultSet there = statement.executeQuery("SELECT event FROM penstock_delivered WHERE 1 = 0")) {
                return;
            } catch (SQLException e) {
                statement.execute("CREATE TABLE " + (dialect == Dialect.GENERIC ? "" : "IF NOT EXISTS ")
                        + "penstock_delivered (event " + event
                        + " NOT NULL PRIMARY KEY, pipeline varchar(255) NOT NULL, delivered_at bigint NOT NULL)");
            }
            boolean conditional = dialect != Dialect.GENERIC;
            statement.execute("CREATE INDEX " + (conditional ? "IF NOT EXISTS " : "")
                    + "penstock_delivered_age ON penstock_delivered (pipeline, delivered_at)");
        }
    }

    /** What an event is known by. */
    String identity(CloudEvent event) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(pipeline, event.getSource().toString())) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            byte[] hash = digest.digest(event.getId().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Enters events and tells which of them are new. */
    Set<String> claim(Connection connection, Set<String> events) throws SQLException {
        return dialect == Dialect.POSTGRESQL ? claimAtOnce(connection, events) : lookThenInsert(connection, events);
    }

    private Set<String> claimAtOnce(Connection connection, Set<String> events) throws SQLException {
        String sql = "INSERT INTO penstock_delivered (event, pipeline, delivered_at) SELECT e::uuid, ?, ?"
                + " FROM unnest(?::text[]) AS e ORDER BY 1 ON CONFLICT DO NOTHING RETURNING replace(event::text, '-', '')";
        Set<String> fresh = new HashSet<>(events.size() * 2);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, pipeline);
            statement.setLong(2, clock.millis());
            statement.setArray(3, connection.createArrayOf("text", events.toArray(String[]::new)));
            try (ResultSet inserted = statement.executeQuery()) {
                while (inserted.next()) {
                    fresh.add(inserted.getString(1));
                }
            }
        }
        return fresh;
    }

    private Set<String> lookThenInsert(Connection connection, Set<String> events) throws SQLException {
        Set<String> fresh = new HashSet<>(events);
        List<String> all = new ArrayList<>(events);
        for (int from = 0; from < all.size(); from += 500) {
            List<String> some = all.subList(from, Math.min(all.size(), from + 500));
            String[] marks = new String[some.size()];
            Arrays.fill(marks, "?");
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT event FROM penstock_delivered WHERE event IN (" + String.join(",", marks) + ")")) {
                for (int i = 0; i < some.size(); i++) {
                    select.setString(i + 1, some.get(i));
                }
                try (ResultSet there = select.executeQuery()) {
                    while (there.next()) {
                        fresh.remove(there.getString(1));
                    }
                }
            }
        }
        if (!fresh.isEmpty()) {
            insert(connection, fresh);
        }
        return fresh;
    }

    private void insert(Connection connection, Set<String> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO penstock_delivered (event, pipeline, delivered_at) VALUES (?, ?, ?)")) {
            for (String event : new java.util.TreeSet<>(events)) {
                insert.setString(1, event);
                insert.setString(2, pipeline);
                insert.setLong(3, clock.millis());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw dev.penstock.connector.jdbc.SqlProblem.of(e) == dev.penstock.connector.jdbc.SqlProblem.DATA
                    ? new Overtaken(e)
                    : e;
        }
    }

    /** Forgets events that turned out not to be written; in the transaction that claimed them. */
    void forget(Connection connection, List<String> events) throws SQLException {
        String event = dialect == Dialect.POSTGRESQL ? "?::uuid" : "?";
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM penstock_delivered WHERE event = " + event)) {
            for (String one : events) {
                delete.setString(1, one);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Forgets some of what is older than the window, now and then; on a connection in auto-commit mode. */
    void prune(Connection connection) throws SQLException {
        Instant due = nextPruning.get();
        Instant now = clock.instant();
        if (now.isBefore(due) || !nextPruning.compareAndSet(due, now.plus(BETWEEN_PRUNINGS))) {
            return;
        }
        String old = "pipeline = ? AND delivered_at < ?";
        String sql = "DELETE FROM penstock_delivered WHERE "
                + switch (dialect) {
                    case POSTGRESQL ->
                        "ctid IN (SELECT ctid FROM penstock_delivered WHERE " + old + " LIMIT " + PRUNED_AT_ONCE + ")";
                    case SQLITE ->
                        "rowid IN (SELECT rowid FROM penstock_delivered WHERE " + old + " LIMIT " + PRUNED_AT_ONCE
                                + ")";
                    case MARIADB, H2 -> old + " LIMIT " + PRUNED_AT_ONCE;
                    case GENERIC -> old;
                };
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, pipeline);
            delete.setLong(2, now.minus(window).toEpochMilli());
            if (delete.executeUpdate() == PRUNED_AT_ONCE) {
                nextPruning.set(now); // there is more: again after the next write
            }
        }
    }
}
