package dev.penstock.connector.jdbc.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes rows of one plan with as few statements as the database allows; all or, when it throws, none that stay. */
interface RowWriter {
    /**
     * Writes rows, none of them twice by key.
     *
     * @return the rows of an update for which the table has none
     */
    List<Row> write(Connection connection, Plan plan, List<Row> rows) throws SQLException;

    /** Whether one call is one statement, and so a transaction by itself. */
    boolean atomic();
}
