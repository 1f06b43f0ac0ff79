package dev.penstock.connector.jdbc.source;

import dev.penstock.api.LocalDisk;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to read and how.
 *
 * @param url where the database is
 * @param username who logs in
 * @param password with what
 * @param properties for the driver
 * @param table one table or view
 * @param tables several
 * @param query a statement instead of a table
 * @param mode how new rows are found
 * @param incrementingColumn the number that grows
 * @param timestampColumn the time that grows
 * @param keyColumns what names a row
 * @param interval how often to look
 * @param lag how long a row may stay unseen after it was written
 * @param start where to begin
 * @param zone of times without one
 * @param decimals how they are written
 * @param source the events' source
 * @param type the events' type
 * @param subject the events' subject
 * @param partitionKey what orders events
 * @param connectTimeout longest time to connect
 */
public record JdbcSourceConfig(
        @Option(
                        value = "The JDBC URL of the database",
                        pattern = "jdbc:.+",
                        example = "jdbc:postgresql://db.example.com/shop")
                String url,
        @Option("Who logs in, unless the URL says it") @Nullable String username,
        @Option("The password, unless the URL holds it") @Nullable Secret password,
        @Option(value = "More properties for the JDBC driver", fallback = "") Map<String, Secret> properties,
        @Option(
                        value = "The table or view to read, with its schema if it is not in the first one",
                        example = "shop.orders")
                @Nullable
                String table,
        @Option(
                        value =
                                "Tables and views to read, by name or with * and ? in it; each is a partition of its own",
                        fallback = "",
                        example = "orders_*")
                List<String> tables,
        @Option(
                        value = "A SELECT to read instead of a table; its rows are paged by wrapping it",
                        example = "SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id")
                @Nullable
                String query,
        @Option(
                        value =
                                "How new rows are found: incrementing (greater number), timestamp (later time; finds updates,"
                                        + " too), timestamp+incrementing, or bulk (all rows at each interval)",
                        fallback = "incrementing",
                        pattern = Mode.WORDS)
                String mode,
        @Option(
                        value =
                                "The column whose number grows with each new row; by default the only column of the primary key",
                        example = "id")
                @Nullable
                String incrementingColumn,
        @Option(value = "The column with the time of the row's last change", example = "updated_at") @Nullable
                String timestampColumn,
        @Option(
                        value = "The columns that name a row and make the event's id; by default the primary key, in"
                                + " incrementing modes the incrementing column",
                        fallback = "")
                List<String> keyColumns,
        @Option(
                        value = "How often to look for new rows; of bulk the pause between two rounds",
                        fallback = "1s",
                        min = "10ms")
                Duration interval,
        @Option(
                        value =
                                "How long a transaction may stay open between writing a row and its commit: rows behind a gap in"
                                        + " the numbers, and rows younger than this in timestamp modes, wait that long; 0s turns it off",
                        fallback = "5s",
                        max = "1d")
                Duration lag,
        @Option(value = "Where to begin in tables that are there when it first starts", fallback = "beginning")
                Start start,
        @Option(
                        value = "The time zone of timestamps that have none; without it they are written without zone",
                        example = "UTC")
                @Nullable
                String zone,
        @Option(value = "How decimals are written", fallback = "number") Decimals decimals,
        @Option("The events' source; by default the database and the table") @Nullable URI source,
        @Option("The events' type; by default dev.penstock.jdbc.row") @Nullable Value type,
        @Option("The events' subject") @Nullable Value subject,
        @Option("Events of one key stay in order; by default all events of a table do") @Nullable Value partitionKey,
        @Option(value = "Longest time to connect", fallback = "10s", min = "1s") Duration connectTimeout)
        implements LocalDisk.Depends {
    public JdbcSourceConfig {
        properties = Map.copyOf(properties);
        tables = List.copyOf(tables);
        keyColumns = List.copyOf(keyColumns);
        int given = (table == null ? 0 : 1) + (tables.isEmpty() ? 0 : 1) + (query == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException("write one of 'table', 'tables' and 'query', to say what is read");
        }
        names(table, tables).forEach(TableName::parse);
        Mode parsed = Mode.parse(mode);
        if (parsed.timed() && timestampColumn == null) {
            throw new IllegalArgumentException("'mode: " + mode + "' needs 'timestamp-column'");
        }
        if (!parsed.timed() && timestampColumn != null) {
            throw new IllegalArgumentException(
                    "'timestamp-column' needs 'mode: timestamp' or 'mode: timestamp+incrementing'");
        }
        if (parsed == Mode.TIMESTAMP && query != null && keyColumns.isEmpty()) {
            throw new IllegalArgumentException(
                    "a query with 'mode: timestamp' needs 'key-columns', to tell rows of the same time apart");
        }
        if ((parsed == Mode.BULK || parsed == Mode.TIMESTAMP) && incrementingColumn != null) {
            throw new IllegalArgumentException(
                    "'incrementing-column' needs 'mode: incrementing' or 'mode: timestamp+incrementing'");
        }
        if (parsed != Mode.BULK && parsed != Mode.TIMESTAMP && query != null && incrementingColumn == null) {
            throw new IllegalArgumentException("a query with 'mode: " + mode + "' needs 'incrementing-column'");
        }
        if (zone != null) {
            try {
                ZoneId.of(zone);
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException(
                        "'" + zone + "' is no time zone; write UTC, Europe/Berlin or +02:00 in 'zone'", e);
            }
        }
    }

    private static List<String> names(@Nullable String table, List<String> tables) {
        List<String> all = new ArrayList<>(tables);
        if (table != null) {
            all.add(table);
        }
        return all;
    }

    @Override
    public Optional<String> tiedBy() {
        return Dialect.tiedBy(url);
    }

    Mode how() {
        return Mode.parse(mode);
    }

    @Nullable
    ZoneId zoneId() {
        return zone == null ? null : ZoneId.of(zone);
    }
}
