package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the values of one row, and what is wrong with them until it is known whether that matters. */
final class RowValues implements JsonReading.Found {
    private final List<Column> columns;
    private final List<DeleteWhen> rules;
    private final @Nullable UnknownMembers unknown;
    private final @Nullable Object[] values;
    private final BitSet present;
    private boolean wrong;
    private boolean deletes;

    RowValues(List<Column> columns, List<DeleteWhen> rules, @Nullable UnknownMembers unknown) {
        this.columns = columns;
        this.rules = rules;
        this.unknown = unknown;
        this.values = new @Nullable Object[columns.size()];
        this.present = new BitSet(columns.size());
    }

    @Nullable
    Object[] values() {
        return values;
    }

    BitSet present() {
        return present;
    }

    /** Whether a field of the data says that the row goes. */
    boolean deletes() {
        return deletes;
    }

    /** Throws what is wrong with the values of these columns. */
    void check(BitSet wanted) {
        if (wrong) {
            for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
                if (values[i] instanceof RejectedRow reason) {
                    throw new RejectedRow(
                            reason.code(), "column " + columns.get(i).name() + ": " + reason.getMessage());
                }
            }
        }
    }

    @Override
    public void number(int target, JsonParser parser) throws IOException {
        if (target >= columns.size()) {
            rule(target, parser.getText());
            return;
        }
        try {
            Column column = columns.get(target);
            put(target, column.fitting(Conversion.number(column.type(), parser)));
        } catch (RejectedRow e) {
            refuse(target, e);
        }
    }

    @Override
    public void text(int target, String text) {
        if (target >= columns.size()) {
            rule(target, text);
            return;
        }
        try {
            Column column = columns.get(target);
            put(target, column.fitting(Conversion.text(column.type(), text)));
        } catch (RejectedRow e) {
            refuse(target, e);
        }
    }

    @Override
    public void bool(int target, boolean value) {
        if (target >= columns.size()) {
            rule(target, Boolean.toString(value));
            return;
        }
        try {
            Column column = columns.get(target);
            put(target, column.fitting(Conversion.bool(column.type(), value)));
        } catch (RejectedRow e) {
            refuse(target, e);
        }
    }

    @Override
    public void nothing(int target) {
        if (target < columns.size()) {
            values[target] = null;
            present.set(target);
        }
    }

    @Override
    public void structure(int target, String json) {
        if (target < columns.size()) {
            try {
                Column column = columns.get(target);
                put(target, column.fitting(Conversion.structure(column.type(), json)));
            } catch (RejectedRow e) {
                refuse(target, e);
            }
        }
    }

    @Override
    public void unknown(String name, JsonParser parser) throws IOException {
        if (unknown != null) {
            unknown.add(name, parser);
        }
        parser.skipChildren();
    }

    void attribute(int target, Object value) {
        try {
            Column column = columns.get(target);
            put(target, column.fitting(Conversion.attribute(column.type(), value)));
        } catch (RejectedRow e) {
            refuse(target, e);
        }
    }

    void data(int target, CloudEvent event, byte[] data) {
        try {
            Column column = columns.get(target);
            put(target, column.fitting(WholeData.value(column.type(), event, data)));
        } catch (RejectedRow e) {
            refuse(target, e);
        }
    }

    private void rule(int target, String text) {
        DeleteWhen rule = rules.get(target - columns.size());
        deletes |= rule instanceof DeleteWhen.Field field && field.equals().equals(text);
    }

    private void put(int target, Object value) {
        values[target] = value;
        present.set(target);
    }

    private void refuse(int target, RejectedRow reason) {
        put(target, reason);
        wrong = true;
    }
}
