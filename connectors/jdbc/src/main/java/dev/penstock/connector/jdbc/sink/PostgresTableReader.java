package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a table of PostgreSQL as the server itself would find it: by the search path. */
final class PostgresTableReader {
    /** With -1, since a name like {@code character} alone would mean one character and a cast cut the rest. */
    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, -1), coalesce(b.typname, t.typname),
                coalesce(b.typcategory, t.typcategory)::text, a.atthasdef OR a.attidentity <> '', a.atttypmod
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum
            """;

    private static final String KEY =
            """
            SELECT a.attname FROM pg_index i
            JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place) ON true
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE i.indisprimary AND i.indrelid = to_regclass(?) ORDER BY k.place
            """;

    private PostgresTableReader() {}

    static @Nullable Table read(Connection connection, TableName name) throws SQLException {
        String quoted = Dialect.POSTGRESQL.quote(name);
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, quoted);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    columns.add(new Column(
                            found.getString(1),
                            ColumnTypes.ofPostgres(found.getString(3), found.getString(4)),
                            found.getString(2),
                            found.getBoolean(5),
                            most(found.getString(3), found.getInt(6))));
                }
            }
        }
        if (columns.isEmpty()) {
            return null;
        }
        List<String> key = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(KEY)) {
            select.setString(1, quoted);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    key.add(found.getString(1));
                }
            }
        }
        return new Table(name, columns, key);
    }

    /** As {@code varchar(n)} and {@code numeric(p, s)} pack it, with 4 for the length of the header. */
    private static int most(String type, int modifier) {
        if (modifier < 4) {
            return 0;
        }
        int packed = modifier - 4;
        return switch (type) {
            case "varchar", "bpchar" -> packed;
            case "numeric" -> (packed >> 16) - (((packed & 0x7ff) ^ 1024) - 1024);
            default -> 0;
        };
    }
}
