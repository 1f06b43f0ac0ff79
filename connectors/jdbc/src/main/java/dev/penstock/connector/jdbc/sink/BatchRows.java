package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.connector.jdbc.TableName;
import io.cloudevents.CloudEvent;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a batch: finds the table of each event, and refuses events that cannot become rows. */
final class BatchRows {
    private final Tables tables;
    private final JdbcSinkConfig.TableRule rule;
    /** Whether members of the data that have no column get one. */
    private final boolean growing;

    BatchRows(Tables tables, JdbcSinkConfig config) {
        this.tables = tables;
        this.growing = config.autoEvolve() && config.columns().isEmpty() && config.row() == RowShape.DATA;
        this.rule = JdbcSinkConfig.TableRule.parse(config.table());
    }

    /** Whether all events go to the table that the configuration names, so that what is wrong with it is wrong for all. */
    boolean oneTable() {
        return rule.fixed() != null;
    }

    /** Whether to make the rows of that table anew, because what is known of it may not be true any more. */
    boolean doubt(TableName table, boolean halts) {
        return tables.doubt(table, halts);
    }

    /**
     * The rows by position; null where the event is refused and its outcome set, and before {@code from}.
     *
     * @throws ConnectorException when nothing can be written
     */
    @Nullable
    Row[] make(Batch batch, int from, Connection connection, Outcomes outcomes) {
        @Nullable Row[] rows = new @Nullable Row[batch.size()];
        if (rule.fixed() != null) {
            List<Integer> all = new ArrayList<>(batch.size());
            for (int i = from; i < batch.size(); i++) {
                all.add(i);
            }
            make(rule.fixed(), all, batch, connection, outcomes, rows);
            return rows;
        }
        Map<TableName, List<Integer>> byTable = new HashMap<>();
        for (int i = from; i < batch.size(); i++) {
            TableName name = named(batch.event(i));
            if (name == null) {
                outcomes.set(
                        i,
                        Outcome.rejected(Failure.user(
                                "no-table",
                                "the event has no attribute " + rule.attribute() + " to name its table by")));
            } else {
                byTable.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
            }
        }
        byTable.forEach((name, events) -> {
            try {
                make(name, events, batch, connection, outcomes, rows);
            } catch (ConnectorException e) {
                if (e.failure().mayRetry()) {
                    throw e;
                }
                // the event named the table, not the configuration: others go on
                events.forEach(i -> {
                    rows[i] = null;
                    outcomes.set(i, Outcome.rejected(e.failure())); // I3
                });
            }
        });
        return rows;
    }

    private @Nullable TableName named(CloudEvent event) {
        String attribute = rule.attribute();
        Object value = attribute == null ? null : EventAttributes.value(event, attribute);
        String text = value == null ? "" : value.toString();
        return text.isEmpty() || text.indexOf('\0') >= 0 ? null : new TableName(rule.schema(), text);
    }

    private void make(
            TableName name,
            List<Integer> positions,
            Batch batch,
            Connection connection,
            Outcomes outcomes,
            @Nullable Row[] rows) {
        List<CloudEvent> events = positions.stream().map(batch::event).toList();
        Map<Integer, RejectedRow> refused = make(name, positions, events, connection, rows);
        if (!refused.isEmpty() && tables.doubt(name, false)) {
            refused = make(name, positions, events, connection, rows);
        }
        refused.forEach((i, e) ->
                outcomes.set(i, Outcome.rejected(Failure.user(e.code(), String.valueOf(e.getMessage()))))); // I3
    }

    /** What cannot become a row of the table as it is known now, or has just been made. */
    private Map<Integer, RejectedRow> make(
            TableName name,
            List<Integer> positions,
            List<CloudEvent> events,
            Connection connection,
            @Nullable Row[] rows) {
        RowMaker maker;
        try {
            maker = tables.find(connection, name, events);
        } catch (RejectedRow e) {
            return positions.stream().collect(Collectors.toMap(i -> i, i -> e));
        }
        UnknownMembers unknown = growing ? new UnknownMembers(maker.dialect()) : null;
        Map<Integer, RejectedRow> refused = fill(maker, positions, events, rows, unknown);
        if (unknown != null && !unknown.known().isEmpty()) {
            maker = tables.grow(connection, name, events, unknown.known());
            refused = fill(maker, positions, events, rows, unknown);
        }
        return refused;
    }

    private static Map<Integer, RejectedRow> fill(
            RowMaker maker,
            List<Integer> positions,
            List<CloudEvent> events,
            @Nullable Row[] rows,
            @Nullable UnknownMembers unknown) {
        Map<Integer, RejectedRow> refused = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            int position = positions.get(i);
            try {
                rows[position] = maker.make(events.get(i), position, unknown);
            } catch (RejectedRow e) {
                rows[position] = null;
                refused.put(position, e);
            }
        }
        return refused;
    }
}
