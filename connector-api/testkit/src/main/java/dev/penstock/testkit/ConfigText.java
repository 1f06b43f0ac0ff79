package dev.penstock.testkit;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Binder.Bound;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds a config that is written as maps and lists, as if it had been read from a file. */
final class ConfigText {
    private static final Binder BINDER = new Binder(new Binder.References() {
        @Override
        public Optional<String> environment(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> file(String path) {
            return Optional.empty();
        }
    });

    private ConfigText() {}

    static <R extends Record> Bound<R> bind(Class<R> type, Map<String, ?> config) {
        return BINDER.bind(type, mapping(config), "");
    }

    static ConfigNode.Mapping mapping(Map<?, ?> config) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        Map<String, Location> keys = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            entries.put(String.valueOf(key), node(value));
            keys.put(String.valueOf(key), Location.NOWHERE);
        });
        return new ConfigNode.Mapping(entries, keys, Location.NOWHERE);
    }

    private static ConfigNode node(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return mapping(map);
        }
        if (value instanceof List<?> list) {
            return new ConfigNode.Listing(list.stream().map(ConfigText::node).toList(), Location.NOWHERE);
        }
        return value == null
                ? new ConfigNode.Nothing(Location.NOWHERE)
                : new ConfigNode.Text(value.toString(), Location.NOWHERE);
    }
}
