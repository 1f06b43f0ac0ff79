package dev.penstock.connector.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a database understands, as far as it differs from the others. */
public enum Dialect {
    /** PostgreSQL, and what speaks like it. */
    POSTGRESQL("\""),
    /** MariaDB and MySQL. */
    MARIADB("`"),
    /** H2. */
    H2("\""),
    /** SQLite. */
    SQLITE("\""),
    /** Any other database: standard SQL only. */
    GENERIC("\"");

    private final String quote;

    Dialect(String quote) {
        this.quote = quote;
    }

    /** The dialect that a JDBC URL asks for. */
    public static Dialect of(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        if (lower.startsWith("jdbc:mariadb:") || lower.startsWith("jdbc:mysql:")) {
            return MARIADB;
        }
        if (lower.startsWith("jdbc:h2:")) {
            return H2;
        }
        return lower.startsWith("jdbc:sqlite:") ? SQLITE : GENERIC;
    }

    /** A name as it stands in SQL: always quoted, so that whatever it holds is a name and nothing else. */
    public String quote(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** A table as it stands in SQL. */
    public String quote(TableName table) {
        String schema = table.schema();
        return schema == null ? quote(table.name()) : quote(schema) + "." + quote(table.name());
    }

    /** Whether a column can have that name. */
    public boolean canName(String column) {
        if (column.isEmpty() || column.indexOf('\0') >= 0) {
            return false;
        }
        return switch (this) {
            // it would cut a longer one, and two become one
            case POSTGRESQL -> column.getBytes(StandardCharsets.UTF_8).length <= 63;
            case MARIADB -> column.length() <= 64 && !column.endsWith(" ");
            case H2, SQLITE, GENERIC -> column.length() <= 256;
        };
    }

    /** Whether databases are the catalogs of JDBC, as in MariaDB, and not its schemas. */
    public boolean databasesAreCatalogs() {
        return this == MARIADB;
    }

    /** What ties whoever uses the database to the machine it runs on, for {@link dev.penstock.api.LocalDisk.Depends}. */
    public static Optional<String> tiedBy(String url) {
        return of(url).embedded(url)
                ? Optional.of("config.url: a database inside the process (one on a server would outlive it)")
                : Optional.empty();
    }

    /** Whether the database runs in this process and a connection needs no network. */
    public boolean embedded(String url) {
        return this == SQLITE || (this == H2 && !url.toLowerCase(Locale.ROOT).matches("jdbc:h2:(tcp|ssl):.*"));
    }
}
