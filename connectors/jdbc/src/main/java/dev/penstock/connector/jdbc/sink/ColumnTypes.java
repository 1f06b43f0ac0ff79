package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what a column takes by what the database calls its type. */
final class ColumnTypes {
    private ColumnTypes() {}

    static ColumnType ofPostgres(String name, String category) {
        return switch (name) {
            case "bool" -> ColumnType.BOOLEAN;
            case "int2" -> ColumnType.SMALLINT;
            case "int4" -> ColumnType.INTEGER;
            case "int8" -> ColumnType.BIGINT;
            case "numeric" -> ColumnType.DECIMAL;
            case "float4" -> ColumnType.REAL;
            case "float8" -> ColumnType.DOUBLE;
            case "text", "varchar", "bpchar", "name", "citext" -> ColumnType.TEXT;
            case "uuid" -> ColumnType.UUID;
            case "date" -> ColumnType.DATE;
            case "time" -> ColumnType.TIME;
            case "timestamp" -> ColumnType.TIMESTAMP;
            case "timestamptz" -> ColumnType.TIMESTAMP_WITH_ZONE;
            case "bytea" -> ColumnType.BYTES;
            case "json", "jsonb" -> ColumnType.JSON;
            default -> category.equals("A") ? ColumnType.ARRAY : ColumnType.OTHER;
        };
    }

    /** By {@link Types}, by the name of the type, and by its size. */
    static ColumnType of(Dialect dialect, int type, String name, int size) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (dialect == Dialect.SQLITE) {
            return ofSqlite(lower);
        }
        if (lower.startsWith("json")) {
            return ColumnType.JSON;
        }
        if (lower.equals("uuid")) {
            return dialect == Dialect.H2 ? ColumnType.UUID : ColumnType.TEXT;
        }
        if (dialect == Dialect.MARIADB) {
            ColumnType own = ofMariadb(lower, size);
            if (own != null) {
                return own;
            }
        }
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> dialect == Dialect.MARIADB ? ColumnType.TINYINT : ColumnType.BOOLEAN;
            case Types.TINYINT -> ColumnType.TINYINT;
            case Types.SMALLINT -> ColumnType.SMALLINT;
            case Types.INTEGER -> ColumnType.INTEGER;
            case Types.BIGINT -> ColumnType.BIGINT;
            case Types.DECIMAL, Types.NUMERIC -> ColumnType.DECIMAL;
            case Types.REAL -> ColumnType.REAL;
            case Types.FLOAT, Types.DOUBLE -> ColumnType.DOUBLE;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.CLOB,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.NCLOB,
                    Types.LONGNVARCHAR -> ColumnType.TEXT;
            case Types.DATE -> ColumnType.DATE;
            case Types.TIME -> ColumnType.TIME;
            case Types.TIMESTAMP -> ColumnType.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.TIMESTAMP_WITH_ZONE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnType.BYTES;
            default -> lower.startsWith("decfloat") ? ColumnType.DECIMAL : ColumnType.OTHER;
        };
    }

    /** What it has beyond the types of JDBC. */
    private static @Nullable ColumnType ofMariadb(String name, int size) {
        if (name.startsWith("year")) {
            return ColumnType.SMALLINT;
        }
        if (name.startsWith("bit") && size > 1) {
            return ColumnType.BIGINT;
        }
        if (name.contains("unsigned") && !name.startsWith("tinyint")) {
            return name.startsWith("bigint") ? ColumnType.DECIMAL : ColumnType.BIGINT;
        }
        return null;
    }

    /** By the rules of affinity, and by words that people use beyond them. */
    private static ColumnType ofSqlite(String name) {
        if (name.contains("int")) {
            return ColumnType.BIGINT;
        }
        if (name.contains("json")) {
            return ColumnType.JSON;
        }
        if (name.contains("char") || name.contains("clob") || name.contains("text")) {
            return ColumnType.TEXT;
        }
        if (name.contains("blob")) {
            return ColumnType.BYTES;
        }
        if (name.contains("real") || name.contains("floa") || name.contains("doub")) {
            return ColumnType.DOUBLE;
        }
        if (name.contains("bool")) {
            return ColumnType.BOOLEAN;
        }
        return name.contains("dec") || name.contains("num") ? ColumnType.DECIMAL : ColumnType.OTHER;
    }
}
