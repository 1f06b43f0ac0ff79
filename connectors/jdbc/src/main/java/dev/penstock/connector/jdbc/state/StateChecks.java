package dev.penstock.connector.jdbc.state;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.StateStore.Change;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tests what the store needs: the connection, the table, that only one of two writers wins, that a commit is durable. */
final class StateChecks {
    private final JdbcStateStore store;
    private final Database database;
    private final StateTable table;
    private final TableName name;
    private final List<Check> checks = new ArrayList<>();

    StateChecks(JdbcStateStore store, Database database, StateTable table, TableName name) {
        this.store = store;
        this.database = database;
        this.table = table;
        this.name = name;
    }

    List<Check> run(Deadline deadline) throws InterruptedException {
        String step = "connect";
        try {
            String product = store.run("connect", deadline, StateChecks::product);
            checks.add(Check.passed(step, database.target() + ", " + product));
            step = "compare and set";
            checks.add(compareAndSet(step, deadline));
            step = "durable commits";
            Optional<String> risk = store.run("ask for settings", deadline, this::risk);
            checks.add(
                    risk.isEmpty()
                            ? Check.passed(step, "no setting says otherwise")
                            : Check.failed(
                                    step,
                                    Failure.user(
                                            "not-durable",
                                            risk.get() + ", so a crash of the server may undo what it has confirmed;"
                                                    + " have it changed on the server")));
        } catch (ConnectorException e) {
            checks.add(Check.failed(step, e.failure()));
        }
        return checks;
    }

    private static String product(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        return data.getDatabaseProductName() + " " + data.getDatabaseProductVersion();
    }

    /** Does what pipelines do, on an entry of its own. */
    private Check compareAndSet(String step, Deadline deadline) throws InterruptedException {
        String key = "penstock-check/" + UUID.randomUUID();
        String first = store.write(change(key, null, deadline), deadline);
        String second = store.write(change(key, null, deadline), deadline);
        String third = first == null ? null : store.write(change(key, first, deadline), deadline);
        String stale = first == null ? null : store.write(change(key, first, deadline), deadline);
        store.run("remove state from " + name, deadline, connection -> {
            table.remove(connection, key);
            return key;
        });
        return first != null && second == null && third != null && stale == null
                ? Check.passed(step, "table " + name + ", only the first of two writers wins")
                : Check.failed(
                        step,
                        Failure.external(
                                "not-atomic",
                                "the table " + name + " in " + database.target()
                                        + " did not keep one of two writers out; look for triggers and rules on it"));
    }

    /** Expires at once, for the case that it cannot be removed. */
    private static Change change(String key, @Nullable String expected, Deadline deadline) {
        return new Change(key, "check", expected, deadline.clock().instant());
    }

    /** The server's setting that makes a commit a promise only. */
    private Optional<String> risk(Connection connection) throws SQLException {
        return switch (database.dialect()) {
            case POSTGRESQL -> differs(connection, "SHOW fsync", "on", "fsync");
            case MARIADB ->
                differs(connection, "SELECT @@innodb_flush_log_at_trx_commit", "1", "innodb_flush_log_at_trx_commit");
            case H2, SQLITE, GENERIC -> Optional.empty();
        };
    }

    private static Optional<String> differs(Connection connection, String sql, String wanted, String setting)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            String found = row.next() ? row.getString(1) : wanted;
            return wanted.equals(found) ? Optional.empty() : Optional.of(setting + " is " + found);
        }
    }
}
