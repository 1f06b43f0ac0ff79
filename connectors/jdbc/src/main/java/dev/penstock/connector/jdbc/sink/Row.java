package dev.penstock.connector.jdbc.sink;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What one event, or several of one key, do to a table. */
final class Row {
    final RowMaker maker;
    final Mode mode;
    /** By the positions of {@link RowMaker#columns}; meaningless where not {@link #present}. */
    final @Nullable Object[] values;

    final BitSet present;
    /** By what the row is known; null in plain inserts. */
    final @Nullable Comparable<?> key;
    /** The events that it stands for, by their positions in the batch. */
    int[] events;

    Row(
            RowMaker maker,
            Mode mode,
            @Nullable Object[] values,
            BitSet present,
            @Nullable Comparable<?> key,
            int... events) {
        this.maker = maker;
        this.mode = mode;
        this.values = values;
        this.present = present;
        this.key = key;
        this.events = events;
    }

    /** This row with what a later one of its key says, as if both had been written in turn. */
    Row then(Row later) {
        @Nullable Object[] both = values.clone();
        BitSet all = (BitSet) present.clone();
        all.or(later.present);
        for (int i = later.present.nextSetBit(0); i >= 0; i = later.present.nextSetBit(i + 1)) {
            both[i] = later.values[i];
        }
        int[] members = java.util.Arrays.copyOf(events, events.length + later.events.length);
        System.arraycopy(later.events, 0, members, events.length, later.events.length);
        return new Row(maker, mode, both, all, key, members);
    }
}
