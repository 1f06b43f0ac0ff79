package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.SqlProblem;
import dev.penstock.connector.jdbc.TableName;
import io.cloudevents.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows the tables that rows go to: looks at each, and makes what is missing where the configuration allows it. */
final class Tables {
    /** A table with more columns than this is nobody's intention. */
    private static final int MOST_COLUMNS = 1000;

    private static final String DOING = "look at table ";

    private final Database database;
    private final JdbcSinkConfig config;
    private final boolean oneTable;
    private final KnownTables known;

    Tables(Database database, JdbcSinkConfig config, InstantSource clock) {
        this.database = database;
        this.config = config;
        this.oneTable = JdbcSinkConfig.TableRule.parse(config.table()).fixed() != null;
        this.known = new KnownTables(clock);
    }

    /**
     * Whether to try once more what failed, because the table may have changed since it was looked at: it is looked at again
     * when it is needed next.
     *
     * @param halts whether everything stops otherwise; a rejection must not cost a look each, for there may be thousands
     */
    boolean doubt(TableName name, boolean halts) {
        if (halts) {
            known.forget(name);
            return true;
        }
        return known.doubt(name);
    }

    /**
     * What makes rows of the table; looks at it, on a connection in auto-commit mode, and makes it if that is wanted.
     *
     * @param events those that go there, to guess types from
     * @throws ConnectorException when there is no such table, or it does not fit the configuration
     * @throws RejectedRow when it cannot be made from these events
     */
    RowMaker find(Connection connection, TableName name, List<CloudEvent> events) {
        RowMaker there = known.get(name);
        return there != null ? there : look(connection, name, events);
    }

    private synchronized RowMaker look(Connection connection, TableName name, List<CloudEvent> events) {
        RowMaker there = known.get(name);
        if (there != null) {
            return there; // somebody else was faster
        }
        Instant now = known.now();
        try {
            Table table = open(connection, name, events);
            if (config.autoEvolve() && !config.columns().isEmpty()) {
                table = addMapped(connection, table, events);
            }
            return known.put(name, new RowMaker(name, table, database.dialect(), config), now);
        } catch (SQLException e) {
            throw new ConnectorException(database.failure(DOING + name, e), e);
        } catch (ConnectorException e) {
            if (!oneTable && !e.failure().mayRetry()) {
                known.refuse(name, e.failure(), now);
            }
            throw e;
        }
    }

    /** Adds columns for members of the data that have none. */
    synchronized RowMaker grow(
            Connection connection, TableName name, List<CloudEvent> events, Map<String, Guess> members) {
        Instant now = known.now();
        try {
            Table table = add(connection, open(connection, name, events), members);
            return known.put(name, new RowMaker(name, table, database.dialect(), config), now);
        } catch (SQLException e) {
            throw new ConnectorException(database.failure("add columns to table " + name, e), e);
        }
    }

    private Table open(Connection connection, TableName name, List<CloudEvent> events) throws SQLException {
        checkName(connection, name);
        Table table = TableReader.read(connection, database.dialect(), name);
        if (table == null && config.autoCreate()) {
            create(connection, name, events);
            table = TableReader.read(connection, database.dialect(), name);
        }
        if (table == null) {
            throw new ConnectorException(Failure.user(
                    "no-table",
                    "there is no table " + name + " in " + database.target()
                            + "; create it, mend table, or set auto-create: true"));
        }
        return table;
    }

    private void checkName(Connection connection, TableName name) throws SQLException {
        // PostgreSQL cuts longer names, and two tables become one.
        int longest = database.dialect() == Dialect.POSTGRESQL
                ? 63
                : connection.getMetaData().getMaxTableNameLength();
        int length = name.name().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (longest > 0 && length > longest) {
            throw new ConnectorException(Failure.user(
                    "no-table", "'" + name + "' is longer than the name of a table may be, " + longest + " bytes"));
        }
    }

    private void create(Connection connection, TableName name, List<CloudEvent> events) throws SQLException {
        Map<String, Guess> columns = Guesses.columns(config, database.dialect(), events);
        if (columns.isEmpty()) {
            // else these events would decide what the table looks like, and later ones would not fit
            throw new RejectedRow(
                    "no-table",
                    "there is no table " + name + ", and data without members cannot tell its columns; create it");
        }
        List<String> key = new ArrayList<>(config.keyColumns());
        if (key.isEmpty() && config.row() == RowShape.EVENT && config.mode() == Mode.UPSERT) {
            key.addAll(List.of("source", "id"));
        }
        if (key.isEmpty()
                && (config.mode() != Mode.INSERT || !config.deleteWhen().isEmpty())) {
            throw new ConnectorException(
                    Failure.user("no-key", "table " + name + " cannot be created without a key; set key-columns"));
        }
        key.replaceAll(wanted -> columns.keySet().stream()
                .filter(wanted::equalsIgnoreCase)
                .findFirst()
                .orElse(wanted));
        key.forEach(column -> columns.putIfAbsent(column, Guess.TEXT));
        if (columns.size() > MOST_COLUMNS) {
            throw new ConnectorException(Failure.user(
                    "no-table",
                    "table " + name + " cannot be created from data with " + columns.size()
                            + " members; create it, or set columns"));
        }
        run(connection, Ddl.create(database.dialect(), name, columns, key));
    }

    private Table addMapped(Connection connection, Table table, List<CloudEvent> events) throws SQLException {
        Map<String, Guess> missing = new LinkedHashMap<>(Guesses.columns(config, database.dialect(), events));
        missing.keySet().removeIf(name -> table.column(name) != null);
        return missing.isEmpty() ? table : add(connection, table, missing);
    }

    private Table add(Connection connection, Table table, Map<String, Guess> columns) throws SQLException {
        if (table.columns().size() + columns.size() > MOST_COLUMNS) {
            throw new ConnectorException(Failure.user(
                    "too-many-columns",
                    "table " + table.name() + " would get more than " + MOST_COLUMNS + " columns; set columns"));
        }
        for (Map.Entry<String, Guess> column : columns.entrySet()) {
            if (table.column(column.getKey()) == null) {
                run(connection, Ddl.add(database.dialect(), table.name(), column.getKey(), column.getValue()));
            }
        }
        Table grown = TableReader.read(connection, database.dialect(), table.name());
        return grown == null ? table : grown;
    }

    /** Somebody else may do the same at the same time; who comes second finds it done. */
    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            SqlProblem problem = SqlProblem.of(e);
            boolean done = problem == SqlProblem.DATA
                    || (problem == SqlProblem.SCHEMA
                            && String.valueOf(e.getMessage())
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .matches("(?s).*(exists|duplicate).*"))
                    || String.valueOf(e.getMessage()).contains("duplicate column");
            if (!done) {
                throw e;
            }
        }
    }
}
