package dev.penstock.connector.jdbc.source;

import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.TableName;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tables that a configuration asks for. */
final class TableList {
    private final JdbcSourceConfig config;
    private final Catalog catalog;

    TableList(JdbcSourceConfig config, Session session, Database database) throws SQLException {
        this.config = config;
        this.catalog = new Catalog(session, database.dialect());
    }

    Set<TableName> tables() throws SQLException {
        Set<TableName> found = new LinkedHashSet<>();
        String single = config.table();
        if (single != null) {
            found.add(catalog.table(single));
        }
        for (String name : config.tables()) {
            if (TablePattern.isPattern(name)) {
                catalog.matching(name).forEach(found::add);
            } else {
                found.add(catalog.table(name));
            }
        }
        return found;
    }

    static Relation describe(TableName table, Session session, Database database) throws SQLException {
        return Relation.describe(
                session,
                database,
                table.toString(),
                "table " + table,
                database.dialect().quote(table),
                new Catalog(session, database.dialect()).primaryKey(table));
    }
}
