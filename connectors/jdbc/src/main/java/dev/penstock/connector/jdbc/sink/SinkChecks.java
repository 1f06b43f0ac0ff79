package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tests what the sink needs: the connection, the table, its columns, the right to write. Writes nothing. */
final class SinkChecks {
    private final Database database;
    private final JdbcSinkConfig config;
    private final Connection connection;
    private final List<Check> checks = new ArrayList<>();

    SinkChecks(Database database, JdbcSinkConfig config, Connection connection) {
        this.database = database;
        this.config = config;
        this.connection = connection;
    }

    List<Check> run() {
        TableName wanted = JdbcSinkConfig.TableRule.parse(config.table()).fixed();
        try {
            DatabaseMetaData data = connection.getMetaData();
            checks.add(Check.passed(
                    "connect",
                    database.target() + ", " + data.getDatabaseProductName() + " " + data.getDatabaseProductVersion()));
            if (wanted != null) {
                table(wanted);
            }
        } catch (SQLException e) {
            checks.add(Check.failed("table", database.failure("look at table " + config.table(), e)));
        }
        return checks;
    }

    private void table(TableName wanted) throws SQLException {
        Table table = TableReader.read(connection, database.dialect(), wanted);
        if (table == null) {
            checks.add(
                    config.autoCreate()
                            ? Check.passed("table", wanted + " is not there and will be created")
                            : Check.failed(
                                    "table",
                                    Failure.user(
                                            "no-table",
                                            "there is no table " + wanted + "; create it, or set auto-create: true")));
            return;
        }
        checks.add(
                Check.passed("table", table.name() + " with " + table.columns().size() + " columns"));
        try {
            RowMaker maker = new RowMaker(wanted, table, database.dialect(), config);
            checks.add(Check.passed("columns", maker.columns.size() + " that events are written to"));
        } catch (ConnectorException e) {
            checks.add(Check.failed("columns", e.failure()));
        }
        if (database.dialect() == Dialect.POSTGRESQL) {
            privileges(table);
        }
    }

    private void privileges(Table table) throws SQLException {
        List<String> needed =
                switch (config.mode()) {
                    case INSERT -> List.of("INSERT");
                    case UPSERT -> List.of("SELECT", "INSERT", "UPDATE");
                    case UPDATE -> List.of("SELECT", "UPDATE");
                    case DELETE -> List.of("SELECT", "DELETE");
                };
        try (PreparedStatement ask = connection.prepareStatement("SELECT has_table_privilege(?, ?)")) {
            for (String privilege : needed) {
                ask.setString(1, Dialect.POSTGRESQL.quote(table.name()));
                ask.setString(2, privilege);
                try (ResultSet answer = ask.executeQuery()) {
                    if (answer.next() && !answer.getBoolean(1)) {
                        checks.add(Check.failed(
                                "privileges",
                                Failure.user(
                                        "denied",
                                        "no privilege to " + privilege + " on " + table.name()
                                                + "; GRANT it to the user")));
                        return;
                    }
                }
            }
        }
        checks.add(Check.passed("privileges", String.join(", ", needed)));
    }
}
