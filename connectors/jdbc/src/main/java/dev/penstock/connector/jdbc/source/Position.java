package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the place of a row into an offset and reads it again.
 *
 * @param names of the values in the offset, one for each ordering column
 */
record Position(List<String> names) {
    Position {
        names = List.copyOf(names);
    }

    /** What stands in offsets besides the place of a row, alone where no row was read yet, or was by another mode. */
    private static final Set<String> BESIDES =
            Set.of("horizon", "horizon-seen", "start", "round", "due", "row", "timestamp", "incrementing");

    /** The values there are: all, or the first few of an offset that a person wrote, or none. */
    List<String> read(@Nullable Offset offset) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            String value = offset == null ? null : offset.text(name);
            if (value == null) {
                break;
            }
            values.add(value);
        }
        if (values.isEmpty() && offset != null) {
            check(offset);
        }
        return values;
    }

    /** An offset of another connector is no reason to begin at the beginning. */
    private void check(Offset offset) {
        for (String name : offset.values().keySet()) {
            if (!names.contains(name) && !BESIDES.contains(name) && !name.startsWith("key")) {
                throw new ConnectorException(Failure.user(
                        "bad-offset",
                        "the stored offset " + offset + " is not one of this source, which has " + names
                                + "; set or reset it with 'penstock offsets'"));
            }
        }
    }

    /** The offset of a row; {@code more} stands beside its place. */
    Offset offset(List<String> values, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        for (int i = 0; i < values.size(); i++) {
            all.put(names.get(i), values.get(i));
        }
        return Offset.of(all);
    }

    /** The offsets of rows, made when asked for. */
    List<Offset> offsets(List<List<String>> rows, Map<String, String> more) {
        return new AbstractList<>() {
            @Override
            public Offset get(int index) {
                return offset(rows.get(index), more);
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }
}
