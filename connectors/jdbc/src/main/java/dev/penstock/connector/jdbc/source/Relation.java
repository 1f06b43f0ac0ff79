package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A table, view or query with its columns.
 *
 * @param name stable, of the partition and in ids
 * @param where in messages
 * @param from what stands after FROM
 * @param columns all of them
 * @param primaryKey the names of its columns, in order; empty when there is none
 */
record Relation(String name, String where, String from, List<Column> columns, List<String> primaryKey) {
    static final String QUERY = "query";

    /** Asks for the columns; fails with a message for the user when there is no such thing. */
    static Relation describe(
            Session session, Database database, String name, String where, String from, List<String> primaryKey) {
        String nothing = "SELECT * FROM " + from + " WHERE 1 = 0";
        try (PreparedStatement statement = session.connection().prepareStatement(nothing);
                ResultSet result = statement.executeQuery()) {
            List<Column> columns = Column.of(result.getMetaData());
            Column.requireDistinct(columns, where);
            return new Relation(name, where, from, columns, List.copyOf(primaryKey));
        } catch (SQLException e) {
            throw new ConnectorException(database.failure("read " + where, e), e);
        }
    }

    /** The configured query. */
    static Relation query(JdbcSourceConfig config, Session session, Database database) {
        String from = wrapped(String.valueOf(config.query()));
        return describe(session, database, QUERY, "the query", from, List.of());
    }

    /** A query as something to select from. */
    private static String wrapped(String query) {
        String bare = query.strip();
        while (bare.endsWith(";")) {
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        // On lines of its own: the query may end with a comment.
        return "(\n" + bare + "\n) penstock_rows";
    }

    /** The only column of the primary key, for who has not said which column grows. */
    Column onlyKey(String key) {
        if (primaryKey.size() != 1) {
            throw new ConnectorException(Failure.user(
                    "no-key",
                    where + " has "
                            + (primaryKey.isEmpty() ? "no primary key" : "a primary key of several columns")
                            + "; say in '" + key + "' which column grows"));
        }
        return Column.find(columns, primaryKey.get(0), where, key);
    }
}
