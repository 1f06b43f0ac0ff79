package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at a table: to the letter first, then as databases spell names that nobody quoted. */
final class TableReader {
    private TableReader() {}

    /** The table, or null when there is none. */
    static @Nullable Table read(Connection connection, Dialect dialect, TableName name) throws SQLException {
        Set<String> spellings = new LinkedHashSet<>(List.of(
                name.name(), name.name().toLowerCase(Locale.ROOT), name.name().toUpperCase(Locale.ROOT)));
        for (String spelling : spellings) {
            TableName tried = new TableName(name.schema(), spelling);
            Table table = dialect == Dialect.POSTGRESQL
                    ? PostgresTableReader.read(connection, tried)
                    : standard(connection, dialect, tried);
            if (table != null) {
                return table;
            }
        }
        return null;
    }

    private static @Nullable Table standard(Connection connection, Dialect dialect, TableName name)
            throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = name.schema();
        String catalog = dialect.databasesAreCatalogs() && schema != null ? schema : connection.getCatalog();
        if (dialect.databasesAreCatalogs() || dialect == Dialect.SQLITE) {
            schema = null;
        } else if (schema == null) {
            schema = connection.getSchema();
        }
        Set<String> json = dialect == Dialect.MARIADB ? jsonOfMariadb(connection, catalog, name.name()) : Set.of();
        String escape = data.getSearchStringEscape();
        List<Column> columns = new ArrayList<>();
        String spelled = name.name();
        try (ResultSet found = data.getColumns(catalog, escaped(schema, escape), escaped(name.name(), escape), null)) {
            while (found.next()) {
                spelled = found.getString("TABLE_NAME");
                if (generated(found)) {
                    continue;
                }
                String sqlType = String.valueOf(found.getString("TYPE_NAME"));
                boolean numbered = "YES".equals(found.getString("IS_AUTOINCREMENT"));
                boolean hasDefault = numbered || found.getString("COLUMN_DEF") != null;
                String column = found.getString("COLUMN_NAME");
                ColumnType type = json.contains(column)
                        ? ColumnType.JSON
                        : ColumnTypes.of(dialect, found.getInt("DATA_TYPE"), sqlType, found.getInt("COLUMN_SIZE"));
                columns.add(new Column(column, type, sqlType, hasDefault, 0));
            }
        }
        if (columns.isEmpty()) {
            return null;
        }
        TreeMap<Short, String> key = new TreeMap<>();
        try (ResultSet found = data.getPrimaryKeys(catalog, schema, spelled)) {
            while (found.next()) {
                key.put(found.getShort("KEY_SEQ"), found.getString("COLUMN_NAME"));
            }
        }
        return new Table(new TableName(name.schema(), spelled), columns, List.copyOf(key.values()));
    }

    /** MariaDB's JSON is a text with a check. MySQL has a type for it, and no such view. */
    private static Set<String> jsonOfMariadb(Connection connection, @Nullable String database, String table)
            throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().contains("MariaDB")) {
            return Set.of();
        }
        String sql = "SELECT constraint_name FROM information_schema.check_constraints WHERE constraint_schema = ?"
                + " AND table_name = ? AND check_clause = concat('json_valid(`', constraint_name, '`)')";
        Set<String> columns = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, database);
            select.setString(2, table);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    columns.add(found.getString(1));
                }
            }
        }
        return columns;
    }

    private static boolean generated(ResultSet column) {
        try {
            return "YES".equals(column.getString("IS_GENERATEDCOLUMN"));
        } catch (SQLException e) {
            return false; // older drivers do not tell
        }
    }

    /** Names are patterns there. */
    private static @Nullable String escaped(@Nullable String name, @Nullable String escape) {
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
