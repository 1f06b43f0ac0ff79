package dev.penstock.connector.rocketmq;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Config records, bound from values as they stand in a pipeline file. */
final class Configs {
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

    private Configs() {}

    static <R> R of(Class<R> type, Map<String, ?> values) {
        Binder.Bound<R> bound = bind(type, values);
        return Objects.requireNonNull(bound.value(), () -> bound.problems().toString());
    }

    static <R> Binder.Bound<R> bind(Class<R> type, Map<String, ?> values) {
        return BINDER.bind(type, (ConfigNode.Mapping) node(values), "");
    }

    private static ConfigNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, ConfigNode> entries = new LinkedHashMap<>();
            Map<String, Location> keys = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                entries.put(key.toString(), node(each));
                keys.put(key.toString(), Location.NOWHERE);
            });
            return new ConfigNode.Mapping(entries, keys, Location.NOWHERE);
        }
        if (value instanceof List<?> list) {
            return new ConfigNode.Listing(list.stream().map(Configs::node).toList(), Location.NOWHERE);
        }
        return new ConfigNode.Text(value.toString(), Location.NOWHERE);
    }
}
