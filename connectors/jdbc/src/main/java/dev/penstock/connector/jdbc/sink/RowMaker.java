package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rows of one table from events; as many threads as like may use it. */
final class RowMaker {
    /** The columns that rows have values for. */
    final List<Column> columns;

    /** The positions of the columns by which a row is known. */
    final int[] key;

    /** The name by which the table was asked for. */
    final TableName asked;

    final Table table;
    private final Dialect dialect;
    private final JdbcSinkConfig config;
    private final List<ColumnSource> sources;
    private final JsonReading reading;
    private final BitSet all = new BitSet();
    private final BitSet keyBits = new BitSet();
    private final boolean byName;
    private final boolean readsData;

    RowMaker(TableName asked, Table table, Dialect dialect, JdbcSinkConfig config) {
        this.asked = asked;
        this.table = table;
        this.dialect = dialect;
        this.config = config;
        this.byName = config.columns().isEmpty() && config.row() == RowShape.DATA;
        Map<Column, ColumnSource> mapped = ColumnSource.of(table, config);
        this.columns = List.copyOf(mapped.keySet());
        this.sources = List.copyOf(mapped.values());
        this.reading = new JsonReading(!byName);
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof ColumnSource.Pointer pointer) {
                reading.add(pointer.pointer(), i);
            }
        }
        this.readsData = !reading.empty();
        DeleteRule.addTo(reading, config.deleteWhen(), columns.size());
        this.key = KeyColumns.positions(table, columns, config);
        all.set(0, columns.size());
        for (int position : key) {
            keyBits.set(position);
        }
    }

    /** Whether some event may delete or change a row, so that the order of a batch matters. */
    boolean keyed() {
        return key.length > 0
                && (config.mode() != Mode.INSERT || !config.deleteWhen().isEmpty());
    }

    /**
     * The row of an event.
     *
     * @param unknown told of members of the data that no column takes; null when nobody cares
     * @throws RejectedRow when it cannot be one
     */
    Row make(CloudEvent event, int index, @Nullable UnknownMembers unknown) {
        CloudEventData data = event.getData();
        byte[] bytes = data == null ? null : data.toBytes();
        RowValues values = new RowValues(columns, config.deleteWhen(), unknown);
        boolean deletes = bytes == null && DeleteRule.byNoData(config.deleteWhen());
        if (bytes != null && !reading.empty()) {
            read(event, bytes, values);
        }
        deletes |= values.deletes() || DeleteRule.byType(config.deleteWhen(), event.getType());
        Mode mode = deletes ? Mode.DELETE : config.mode();
        if (bytes == null && readsData && mode != Mode.DELETE && byName) {
            throw new RejectedRow("no-data", "the event has no data");
        }
        attributes(event, bytes, values);
        return row(mode, values, index);
    }

    private void read(CloudEvent event, byte[] bytes, RowValues values) {
        try {
            boolean object = reading.read(bytes, values);
            if (byName && !object) {
                throw new RejectedRow(
                        "not-an-object", "the data are no JSON object, so they have no members for columns");
            }
        } catch (RejectedRow e) {
            if (readsData) {
                String type = event.getDataContentType();
                throw type == null ? e : new RejectedRow(e.code(), e.getMessage() + " (" + type + ")");
            }
        }
    }

    private void attributes(CloudEvent event, byte @Nullable [] data, RowValues values) {
        for (int i = 0; i < sources.size(); i++) {
            ColumnSource source = sources.get(i);
            if (source instanceof ColumnSource.Attribute attribute) {
                Object value = EventAttributes.value(event, attribute.name());
                if (value != null) {
                    values.attribute(i, value);
                }
            } else if (source instanceof ColumnSource.WholeData && data != null) {
                values.data(i, event, data);
            }
        }
    }

    private Row row(Mode mode, RowValues values, int index) {
        BitSet present = values.present();
        boolean nothing = present.isEmpty();
        values.check(mode == Mode.DELETE ? keyBits : present);
        if (nothing) {
            throw new RejectedRow(
                    "nothing-to-write",
                    "nothing in the event belongs to a column of " + table.name() + " (" + table.names() + ")");
        }
        if (mode == Mode.INSERT) {
            return new Row(this, mode, values.values(), forInsert(present), keyOrNull(values, present), index);
        }
        if (key.length == 0) {
            throw new RejectedRow("no-key", table.name() + " has no primary key; set key-columns");
        }
        Comparable<?> known = keyOrNull(values, present);
        if (known == null) {
            throw new RejectedRow("no-key", "no value for the key of " + table.name() + " (" + keyNames() + ")");
        }
        return new Row(this, mode, values.values(), mode == Mode.DELETE ? keyBits : present(present), known, index);
    }

    /** Absent means NULL where the column has no default, so that most rows have one shape. */
    private BitSet forInsert(BitSet present) {
        if (present.cardinality() == columns.size()) {
            return all;
        }
        for (int i = present.nextClearBit(0); i < columns.size(); i = present.nextClearBit(i + 1)) {
            if (!columns.get(i).hasDefault()) {
                present.set(i);
            }
        }
        return present(present);
    }

    private BitSet present(BitSet present) {
        return present.cardinality() == columns.size() ? all : present;
    }

    private @Nullable Comparable<?> keyOrNull(RowValues values, BitSet present) {
        if (key.length == 0) {
            return null;
        }
        StringBuilder joined = key.length == 1 ? null : new StringBuilder();
        Comparable<?> single = null;
        for (int position : key) {
            Object value = present.get(position) ? values.values()[position] : null;
            if (value == null) {
                return null;
            }
            Comparable<?> part = value instanceof byte[] bytes
                    ? java.util.HexFormat.of().formatHex(bytes)
                    : value instanceof java.math.BigDecimal number
                            ? number.stripTrailingZeros()
                            : (Comparable<?>) value;
            if (joined == null) {
                single = part;
            } else {
                joined.append(part).append('\0');
            }
        }
        return joined == null ? single : joined.toString();
    }

    private String keyNames() {
        List<String> names = new ArrayList<>();
        for (int position : key) {
            names.add(columns.get(position).name());
        }
        return String.join(", ", names);
    }

    Dialect dialect() {
        return dialect;
    }
}
