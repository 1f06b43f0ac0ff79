package dev.penstock.engine.config;

import dev.penstock.engine.config.Binder.References;
import dev.penstock.engine.config.ConfigNode.Listing;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.engine.config.ConfigNode.Nothing;
import dev.penstock.engine.config.ConfigNode.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes config nodes by hand, each on a line of its own, as a parser would. */
final class Nodes {
    static final References SURROUNDINGS = new References() {
        private final Map<String, String> environment =
                Map.of("ONE", "i", "TOKEN", "hunter2-secret", "PORT", "8080", "EMPTY", "", "HOST", "example.com");

        @Override
        public Optional<String> environment(String name) {
            return Optional.ofNullable(environment.get(name));
        }

        @Override
        public Optional<String> file(String path) {
            return path.equals("/run/token") ? Optional.of("from-a-file") : Optional.empty();
        }
    };

    private int line;

    private Location next() {
        line++;
        return new Location("pipe.yaml", line, 3);
    }

    /** A mapping of keys and values in turn; values are strings, lists, nested mappings or nodes. */
    static Mapping mapping(Object... keysAndValues) {
        return new Nodes().map(keysAndValues);
    }

    /** Marks a nested mapping. */
    static List<Object> nested(Object... keysAndValues) {
        List<Object> marked = new ArrayList<>();
        marked.add(Nodes.class);
        marked.addAll(Arrays.asList(keysAndValues));
        return marked;
    }

    private Mapping map(Object... keysAndValues) {
        Location at = next();
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        Map<String, Location> keys = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String key = (String) keysAndValues[i];
            keys.put(key, new Location("pipe.yaml", line + 1, 1));
            entries.put(key, node(keysAndValues[i + 1]));
        }
        return new Mapping(entries, keys, at);
    }

    private ConfigNode node(Object value) {
        if (value instanceof ConfigNode made) {
            return made;
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) == Nodes.class) {
            return map(list.subList(1, list.size()).toArray());
        }
        Location at = next();
        if (value instanceof List<?> list) {
            return new Listing(list.stream().map(this::node).toList(), at);
        }
        return value.equals(NOTHING) ? new Nothing(at) : new Text((String) value, at);
    }

    /** Stands for a key without a value. */
    static final String NOTHING = "\u0000nothing";
}
