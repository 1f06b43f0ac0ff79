package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the SQL that makes tables and columns. */
final class Ddl {
    private Ddl() {}

    static String create(Dialect dialect, TableName table, Map<String, Guess> columns, List<String> key) {
        List<String> parts = new ArrayList<>();
        columns.forEach((name, guess) -> parts.add(dialect.quote(name) + " " + type(dialect, guess, key.contains(name))
                + (key.contains(name) ? " NOT NULL" : "")));
        if (!key.isEmpty()) {
            parts.add("PRIMARY KEY ("
                    + String.join(", ", key.stream().map(dialect::quote).toList()) + ")");
        }
        return "CREATE TABLE " + (dialect == Dialect.GENERIC ? "" : "IF NOT EXISTS ") + dialect.quote(table) + " ("
                + String.join(", ", parts) + ")";
    }

    static String add(Dialect dialect, TableName table, String column, Guess guess) {
        boolean conditional = dialect == Dialect.POSTGRESQL || dialect == Dialect.H2 || dialect == Dialect.MARIADB;
        return "ALTER TABLE " + dialect.quote(table) + " ADD COLUMN " + (conditional ? "IF NOT EXISTS " : "")
                + dialect.quote(column) + " " + type(dialect, guess, false);
    }

    static String type(Dialect dialect, Guess guess, boolean key) {
        return switch (dialect) {
            case POSTGRESQL ->
                switch (guess) {
                    case BOOLEAN -> "boolean";
                    case WHOLE -> "bigint";
                    case HUGE -> "numeric";
                    case FRACTION -> "double precision";
                    case TIME -> "timestamp with time zone";
                    case STRUCTURE -> "jsonb";
                    case TEXT, NOTHING -> "text";
                };
            case MARIADB ->
                switch (guess) {
                    case BOOLEAN -> "boolean";
                    case WHOLE -> "bigint";
                    case HUGE -> "decimal(65)";
                    case FRACTION -> "double";
                    case TIME -> "datetime(6)";
                    case STRUCTURE, TEXT, NOTHING -> key ? "varchar(255)" : "longtext";
                };
            case H2 ->
                switch (guess) {
                    case BOOLEAN -> "boolean";
                    case WHOLE -> "bigint";
                    case HUGE -> "decfloat(100)";
                    case FRACTION -> "double precision";
                    case TIME -> "timestamp(9) with time zone";
                    case STRUCTURE -> "json";
                    case TEXT, NOTHING -> "character varying";
                };
            case SQLITE ->
                switch (guess) {
                    case BOOLEAN -> "BOOLEAN";
                    case WHOLE -> "INTEGER";
                    case HUGE -> "NUMERIC";
                    case FRACTION -> "REAL";
                    case STRUCTURE -> "JSON";
                    case TIME, TEXT, NOTHING -> "TEXT";
                };
            case GENERIC ->
                switch (guess) {
                    case BOOLEAN -> "BOOLEAN";
                    case WHOLE -> "BIGINT";
                    case HUGE -> "DECIMAL(38)";
                    case FRACTION -> "DOUBLE PRECISION";
                    case TIME -> "TIMESTAMP";
                    case STRUCTURE, TEXT, NOTHING -> key ? "VARCHAR(255)" : "VARCHAR(4000)";
                };
        };
    }
}
