package dev.penstock.connector.jdbc.state;

import dev.penstock.api.LocalDisk;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link JdbcStateStore}.
 *
 * @param url which database; may hold a password, which never shows
 * @param username who connects
 * @param password what proves it
 * @param table where the entries are
 * @param connections how many at most
 * @param connectTimeout longest time to connect
 * @param properties properties of the driver
 */
public record JdbcStateStoreConfig(
        @Option(
                        value = "The database as a JDBC URL: PostgreSQL, MariaDB, MySQL, H2 or SQLite",
                        example = "jdbc:postgresql://db.example.com/penstock",
                        pattern = "jdbc:.+")
                String url,
        @Option("Who connects") @Nullable String username,
        @Option("The password of username") @Nullable Secret password,
        @Option(
                        value =
                                "The table, with its schema if it is not in the first one; created when missing, and several"
                                        + " pipelines may share it",
                        fallback = "penstock_state")
                String table,
        @Option(value = "How many connections each instance opens at most", fallback = "2", min = "1", max = "16")
                int connections,
        @Option(value = "Longest time to connect", fallback = "10s", min = "1s", max = "10m") Duration connectTimeout,
        @Option(value = "Properties of the driver", fallback = "") Map<String, Secret> properties)
        implements LocalDisk.Depends {

    public JdbcStateStoreConfig {
        properties = Map.copyOf(properties);
        TableName.parse(table);
        if (Dialect.of(url) == Dialect.GENERIC) {
            throw new IllegalArgumentException(
                    "url names a database that cannot keep state; use one of PostgreSQL, MariaDB, MySQL, H2 and SQLite");
        }
        if (password != null && username == null) {
            throw new IllegalArgumentException("password is given without username; add username");
        }
    }

    @Override
    public Optional<String> tiedBy() {
        return Dialect.tiedBy(url);
    }

    /** Hides what the URL may hold. */
    @Override
    public String toString() {
        return "JdbcStateStoreConfig[table=" + table + "]"; // I7
    }
}
