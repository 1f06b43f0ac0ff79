package dev.penstock.connector.jdbc.source;

import dev.penstock.toolkit.json.JsonBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes the value of a column of the current row as JSON. */
interface ColumnReader {
    void write(ResultSet row, int index, JsonBuffer out) throws SQLException;
}
