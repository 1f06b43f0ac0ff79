package dev.penstock.api;

import java.util.Objects;

/**
 * A part of a source with an order and an offset of its own: a file, a table, a topic partition.
 *
 * @param name stable over restarts, printable, unique within the source
 */
public record Partition(String name) {
    /** The only partition of a source that is not {@link Partitioned}. */
    public static final Partition WHOLE = new Partition("whole");

    public Partition {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a partition needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
