package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Dialect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What is written alike: rows of one table, of one mode, with values for the same columns.
 *
 * @param maker of the rows
 * @param mode what becomes of the table
 * @param present the columns with values
 */
record Plan(RowMaker maker, Mode mode, BitSet present) {
    static Plan of(Row row) {
        return new Plan(row.maker, row.mode, row.present);
    }

    /** The positions of the columns that are written or looked for. */
    int[] positions() {
        return present.stream().toArray();
    }

    Column column(int position) {
        return maker.columns.get(position);
    }

    String table() {
        return maker.dialect().quote(maker.table.name());
    }

    String quoted(int position) {
        return dialect().quote(column(position).name());
    }

    Dialect dialect() {
        return maker.dialect();
    }

    boolean isKey(int position) {
        for (int key : maker.key) {
            if (key == position) {
                return true;
            }
        }
        return false;
    }

    /** The columns that are written or looked for, quoted, with commas. */
    String columnList() {
        List<String> names = new ArrayList<>();
        for (int position : positions()) {
            names.add(quoted(position));
        }
        return String.join(", ", names);
    }

    /** The columns of the key, quoted, with commas. */
    String keyList() {
        List<String> names = new ArrayList<>();
        for (int position : maker.key) {
            names.add(quoted(position));
        }
        return String.join(", ", names);
    }
}
