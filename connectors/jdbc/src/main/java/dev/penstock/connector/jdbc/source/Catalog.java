package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds tables and views by their names and by patterns. */
final class Catalog {
    private static final Set<String> SYSTEM =
            Set.of("information_schema", "pg_catalog", "pg_toast", "mysql", "performance_schema", "sys");

    private final Session session;
    private final Dialect dialect;
    private final DatabaseMetaData data;

    Catalog(Session session, Dialect dialect) throws SQLException {
        this.session = session;
        this.dialect = dialect;
        this.data = session.connection().getMetaData();
    }

    /** The one table of that name: exactly, or else in any case. */
    TableName table(String text) throws SQLException {
        TableName wanted = TableName.parse(text);
        String schema = wanted.schema() == null ? current() : wanted.schema();
        List<TableName> exact = tables(schema, wanted.name()).stream()
                .filter(table -> table.name().equals(wanted.name()))
                .toList();
        if (!exact.isEmpty()) {
            return exact.get(0);
        }
        List<TableName> similar = tables(null, null).stream()
                .filter(table -> wanted.name().equalsIgnoreCase(table.name())
                        && (schema == null || schema.equalsIgnoreCase(table.schema())))
                .toList();
        if (similar.size() == 1) {
            return similar.get(0);
        }
        String what = similar.isEmpty() ? "there is no table " + wanted : "several tables are called like " + wanted;
        throw new ConnectorException(Failure.user(
                "no-table",
                what + (wanted.schema() == null && schema != null ? " in schema " + schema : "")
                        + (similar.isEmpty() ? "" : ": " + similar)
                        + "; mend its name, in the case it was created with, or grant access to it"));
    }

    /** All tables of that pattern, by name. */
    Stream<TableName> matching(String pattern) throws SQLException {
        TablePattern wanted = TablePattern.of(TableName.parse(pattern), current());
        Set<TableName> parts = parts();
        return tables(null, null).stream().filter(table -> wanted.matches(table) && !parts.contains(table));
    }

    private @Nullable String current() throws SQLException {
        return switch (dialect) {
            case MARIADB -> session.connection().getCatalog();
            case SQLITE -> null;
            case POSTGRESQL, H2, GENERIC -> session.connection().getSchema();
        };
    }

    private List<TableName> tables(@Nullable String schema, @Nullable String name) throws SQLException {
        String like = name == null ? "%" : escape(name);
        boolean catalogs = dialect.databasesAreCatalogs();
        String catalog = catalogs
                ? schema
                : dialect == Dialect.SQLITE ? null : session.connection().getCatalog();
        var found = new TreeMap<String, TableName>();
        try (ResultSet row = data.getTables(catalog, catalogs || schema == null ? null : escape(schema), like, null)) {
            while (row.next()) {
                String in = row.getString(catalogs ? "TABLE_CAT" : "TABLE_SCHEM");
                String type = String.valueOf(row.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
                boolean readable = !type.startsWith("SYSTEM") && (type.contains("TABLE") || type.contains("VIEW"));
                if (readable && (schema != null || in == null || !SYSTEM.contains(in.toLowerCase(Locale.ROOT)))) {
                    TableName table = new TableName(dialect == Dialect.SQLITE ? null : in, row.getString("TABLE_NAME"));
                    found.put(table.toString(), table);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private String escape(String name) throws SQLException {
        String escape = data.getSearchStringEscape();
        if (escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    /** PostgreSQL's partitions: their rows are those of the table that they are parts of. */
    private Set<TableName> parts() throws SQLException {
        Set<TableName> parts = new HashSet<>();
        if (dialect == Dialect.POSTGRESQL) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT n.nspname, c.relname FROM pg_class c"
                            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relispartition")) {
                while (row.next()) {
                    parts.add(new TableName(row.getString(1), row.getString(2)));
                }
            }
        }
        return parts;
    }

    /** The columns of the primary key in their order; none for a view. */
    List<String> primaryKey(TableName table) throws SQLException {
        var columns = new TreeMap<Short, String>();
        boolean catalogs = dialect.databasesAreCatalogs();
        String catalog = catalogs
                ? table.schema()
                : dialect == Dialect.SQLITE ? null : session.connection().getCatalog();
        try (ResultSet row = data.getPrimaryKeys(catalog, catalogs ? null : table.schema(), table.name())) {
            while (row.next()) {
                columns.put(row.getShort("KEY_SEQ"), row.getString("COLUMN_NAME"));
            }
        }
        return new ArrayList<>(columns.values());
    }
}
