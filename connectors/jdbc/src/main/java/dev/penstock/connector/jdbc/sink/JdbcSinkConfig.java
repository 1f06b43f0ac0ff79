package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Idempotent;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import dev.penstock.toolkit.json.JsonPointer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link JdbcSink}.
 *
 * @param url which database; may hold a password, which never shows
 * @param username who connects
 * @param password what proves it
 * @param table a name, or an attribute that holds it
 * @param mode what becomes of the table
 * @param keyColumns by what a row is known
 * @param columns where the values come from; empty means by name
 * @param row what a row is made of
 * @param deleteWhen which events delete
 * @param autoCreate make missing tables
 * @param autoEvolve make missing columns
 * @param exactlyOnce remember what was written, in the same transaction
 * @param exactlyOnceWindow how long it is remembered
 * @param connections how many writes at once
 * @param connectTimeout longest time to connect
 * @param properties properties of the driver
 */
public record JdbcSinkConfig(
        @Option(
                        value = "The database as a JDBC URL",
                        example = "jdbc:postgresql://localhost:5432/shop",
                        pattern = "jdbc:.+")
                String url,
        @Option("Who connects") @Nullable String username,
        @Option("The password of username") @Nullable Secret password,
        @Option(
                        value = "The table: orders, shop.orders, or named by an attribute of the event, @type",
                        example = "orders")
                String table,
        @Option(value = "What becomes of the table when an event arrives", fallback = "insert") Mode mode,
        @Option(
                        value =
                                "By which columns a row is known, for upsert, update and delete; without, the primary key",
                        fallback = "")
                List<String> keyColumns,
        @Option(
                        value =
                                "Each column with where its value comes from: a JSON pointer into the data (/order/id), an attribute"
                                        + " (@id), or the data as a whole (@data); without, members of the data go to the columns of"
                                        + " their names",
                        fallback = "")
                Map<String, String> columns,
        @Option(
                        value =
                                "What a row is made of: data, or event for a column per attribute and one named data for the data",
                        fallback = "data")
                RowShape row,
        @Option(value = "Which events delete their row, whatever the mode is for the others", fallback = "")
                List<DeleteWhen> deleteWhen,
        @Option(value = "Create a table that is missing, with types guessed from the first events", fallback = "false")
                boolean autoCreate,
        @Option(value = "Add columns that are missing", fallback = "false") boolean autoEvolve,
        @Option(
                        value =
                                "Write every event once, whatever is repeated: the table penstock_delivered, which is created"
                                        + " when missing, remembers events in the same transaction",
                        fallback = "false")
                boolean exactlyOnce,
        @Option(value = "How long exactly-once remembers an event", fallback = "7d", min = "1m")
                Duration exactlyOnceWindow,
        @Option(
                        value = "How many connections write at once; rows of one key always follow one another",
                        fallback = "2",
                        min = "1",
                        max = "64")
                int connections,
        @Option(value = "Longest time to connect", fallback = "10s", min = "1s", max = "10m") Duration connectTimeout,
        @Option(value = "Properties of the driver", fallback = "") Map<String, Secret> properties)
        implements Idempotent.Depends, LocalDisk.Depends {

    public JdbcSinkConfig {
        keyColumns = List.copyOf(keyColumns);
        columns = new LinkedHashMap<>(columns);
        deleteWhen = List.copyOf(deleteWhen);
        properties = Map.copyOf(properties);
        TableRule.parse(table);
        columns.values().forEach(JdbcSinkConfig::checkSource);
        if (row == RowShape.EVENT && mode == Mode.DELETE) {
            throw new IllegalArgumentException(
                    "row: event makes no sense with mode: delete; name the columns of the key");
        }
        if (password != null && username == null) {
            throw new IllegalArgumentException("password is given without username; add username");
        }
    }

    @Override
    public Optional<String> weakenedBy() {
        return mode == Mode.INSERT && !exactlyOnce
                ? Optional.of("mode: insert (upsert, or exactly-once: true, would write an event once)")
                : Optional.empty();
    }

    @Override
    public Optional<String> tiedBy() {
        return Dialect.tiedBy(url);
    }

    /** Hides what the URL may hold. */
    @Override
    public String toString() {
        return "JdbcSinkConfig[table=" + table + ", mode=" + mode + "]"; // I7
    }

    private static void checkSource(String source) {
        if (!source.startsWith("@")) {
            try {
                JsonPointer.parse(source);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + "; or name an attribute like @id", e);
            }
        } else if (!source.matches("@[a-z0-9]+")) {
            throw new IllegalArgumentException("'" + source + "' is no attribute; write it like @id or @partitionkey");
        }
    }

    /** How the table of an event is found. */
    record TableRule(@Nullable TableName fixed, @Nullable String schema, @Nullable String attribute) {
        static TableRule parse(String text) {
            int at = text.startsWith("@") ? 0 : text.indexOf(".@") + 1;
            if (at == 0 && !text.startsWith("@")) {
                return new TableRule(TableName.parse(text), null, null);
            }
            String attribute = text.substring(at + 1);
            if (!attribute.matches("[a-z0-9]+")) {
                throw new IllegalArgumentException("'" + text + "' names no attribute; write it like @type");
            }
            return new TableRule(
                    null,
                    at == 0 ? null : TableName.parse(text.substring(0, at - 1)).name(),
                    attribute);
        }
    }
}
