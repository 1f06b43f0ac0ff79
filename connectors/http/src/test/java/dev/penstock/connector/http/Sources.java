package dev.penstock.connector.http;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.Problem;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configures sources as a pipeline file does. */
final class Sources {
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

    private Sources() {}

    /** A configuration with that url, ids at /id, and more keys and values in turn. */
    static HttpSourceConfig config(URI url, Object... more) {
        Map<String, Object> values = new HashMap<>();
        values.put("url", url.toString());
        values.put("id", Map.of("pointer", "/id"));
        for (int i = 0; i < more.length; i += 2) {
            values.put((String) more[i], more[i + 1]);
        }
        Binder.Bound<HttpSourceConfig> bound = bind(values);
        HttpSourceConfig config = bound.value();
        if (config == null) {
            throw new IllegalArgumentException(bound.problems().toString());
        }
        return config;
    }

    static Polls polls(URI url, Object... more) {
        return new Polls(config(url, more));
    }

    static List<String> problems(Map<String, Object> values) {
        return bind(values).problems().stream().map(Problem::message).toList();
    }

    private static Binder.Bound<HttpSourceConfig> bind(Map<String, Object> values) {
        return BINDER.bind(HttpSourceConfig.class, (ConfigNode.Mapping) node(values), "");
    }

    private static ConfigNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, ConfigNode> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key.toString(), node(entry)));
            return new ConfigNode.Mapping(entries, Map.of(), ConfigNode.Location.NOWHERE);
        }
        return new ConfigNode.Text(value.toString(), ConfigNode.Location.NOWHERE);
    }
}
