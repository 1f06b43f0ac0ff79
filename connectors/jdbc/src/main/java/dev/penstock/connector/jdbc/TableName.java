package dev.penstock.connector.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table.
 *
 * @param schema the schema, of MariaDB the database; null for the one that the connection begins in
 * @param name the table's own name, without quotes
 */
public record TableName(@Nullable String schema, String name) {
    /**
     * Reads {@code orders}, {@code shop.orders} or, for names with dots, {@code shop."orders.2026"}.
     *
     * @throws IllegalArgumentException with a message for the user when it is not a name
     */
    public static TableName parse(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (quoted || parts.size() > 2 || parts.contains("") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text.replace("\0", "?")
                            + "' is no name of a table; write table or schema.table, and a part that holds dots in double quotes");
        }
        return parts.size() == 1 ? new TableName(null, parts.get(0)) : new TableName(parts.get(0), parts.get(1));
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
