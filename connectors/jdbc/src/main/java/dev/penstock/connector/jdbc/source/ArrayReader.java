package dev.penstock.connector.jdbc.source;

import dev.penstock.toolkit.json.JsonBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** Writes arrays, also those of several dimensions; their elements follow the rules of columns. */
final class ArrayReader {
    private final Decimals decimals;
    private final boolean moments;
    private final boolean json;

    /** Of that type, in the words of the database: {@code _timestamptz}. */
    ArrayReader(String type, Decimals decimals) {
        this.decimals = decimals;
        this.moments = type.equals("_timestamptz");
        this.json = type.equals("_json") || type.equals("_jsonb");
    }

    void write(ResultSet row, int index, JsonBuffer out) throws SQLException {
        Array array = row.getArray(index);
        if (array == null) {
            out.ascii("null");
            return;
        }
        element(array.getArray(), out);
        array.free();
    }

    private void element(@Nullable Object value, JsonBuffer out) {
        if (value instanceof Object[] elements) {
            out.put('[');
            for (int i = 0; i < elements.length; i++) {
                if (i > 0) {
                    out.put(',');
                }
                element(elements[i], out);
            }
            out.put(']');
        } else if (moments && value instanceof Timestamp time) {
            out.string(time.toInstant().toString());
        } else if (json && value != null) {
            JsonValues.json(value.toString(), out);
        } else {
            JsonValues.object(value, decimals, out);
        }
    }
}
