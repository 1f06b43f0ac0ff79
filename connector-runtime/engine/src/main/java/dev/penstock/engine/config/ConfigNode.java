package dev.penstock.engine.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as it stands in a file, before it has a type: text, list, mapping or nothing, with its place. */
public sealed interface ConfigNode {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        TEXT,
        LIST,
        MAPPING,
        NOTHING
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** Where it stands. */
    Location at();

    /**
     * A scalar: text, number or boolean, as it is written.
     *
     * @param text unquoted; references such as <code>${env:NAME}</code> not yet resolved
     * @param at where it stands
     */
    record Text(String text, Location at) implements ConfigNode {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** A list. */
    record Listing(List<ConfigNode> items, Location at) implements ConfigNode {
        public Listing {
            items = List.copyOf(items);
        }

        @Override
        public Kind kind() {
            return Kind.LIST;
        }
    }

    /**
     * A mapping.
     *
     * @param entries in the order of the file
     * @param keys where each key stands
     * @param at where it begins
     */
    record Mapping(Map<String, ConfigNode> entries, Map<String, Location> keys, Location at) implements ConfigNode {
        @Override
        public Kind kind() {
            return Kind.MAPPING;
        }

        /** The value of that key, or null. */
        public @Nullable ConfigNode get(String key) {
            return entries.get(key);
        }

        /** A mapping without entries. */
        public static Mapping empty(Location at) {
            return new Mapping(Map.of(), Map.of(), at);
        }
    }

    /** A null, or a key without a value. */
    record Nothing(Location at) implements ConfigNode {
        @Override
        public Kind kind() {
            return Kind.NOTHING;
        }
    }

    /**
     * A place in a file.
     *
     * @param file its name as the user gave it; empty for values that come from a program
     * @param line from 1; 0 if unknown
     * @param column from 1; 0 if unknown
     */
    record Location(String file, int line, int column) {
        /** For values that come from a program. */
        public static final Location NOWHERE = new Location("", 0, 0);

        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
        }
    }
}
