package dev.penstock.testkit;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.Checkable;
import dev.penstock.api.Committing;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Idempotent;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.Measured;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Partitioned;
import dev.penstock.api.config.KebabCase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The index of the jar or directory that holds a connector.
 *
 * @param content what it says; empty if there is none
 * @param problem why nothing is found in it
 */
record Index(Map<String, Object> content, String problem) {
    static final String PATH = "META-INF/penstock/connectors.json";

    private static final List<Class<?>> ABILITIES = List.of(
            Partitioned.class,
            Committing.class,
            Measured.class,
            Checkable.class,
            OrderedBatches.class,
            Concurrent.class,
            Idempotent.class,
            LocalDisk.class);

    static Index of(Class<?> connector) {
        String home =
                connector.getProtectionDomain().getCodeSource().getLocation().toString();
        try {
            for (URL each : Collections.list(connector.getClassLoader().getResources(PATH))) {
                String place = each.toString();
                if (place.startsWith(home) || place.startsWith("jar:" + home)) {
                    try (InputStream in = each.openStream()) {
                        return new Index(JSON.std.mapFrom(in), "it is not among those of the index");
                    }
                }
            }
            return new Index(Map.of(), "there is no index; name connector-processor among the annotation processors");
        } catch (IOException e) {
            return new Index(Map.of(), "the index cannot be read: " + e);
        }
    }

    @SuppressWarnings("unchecked") // an index holds nothing but JSON objects here
    @Nullable
    Map<String, Object> entry(Class<?> connector) {
        if (content.get("connectors") instanceof List<?> connectors) {
            for (Object each : connectors) {
                if (each instanceof Map<?, ?> map && connector.getName().equals(map.get("class"))) {
                    return (Map<String, Object>) map;
                }
            }
        }
        return null;
    }

    String api() {
        return String.valueOf(content.get("api"));
    }

    String version() {
        return String.valueOf(content.getOrDefault("version", "unknown"));
    }

    static Set<String> abilities(Class<?> connector) {
        return ABILITIES.stream()
                .filter(ability -> ability.isAssignableFrom(connector))
                .map(ability -> KebabCase.ofComponent(ability.getSimpleName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> texts(@Nullable Collection<?> several) {
        Set<String> texts = new TreeSet<>();
        if (several != null) {
            several.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }
}
