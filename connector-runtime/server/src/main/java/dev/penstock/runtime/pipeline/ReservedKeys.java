package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Keys that a later Penstock will give a meaning; using one now would change what the file means then. */
final class ReservedKeys {
    private static final Set<String> KEYS =
            Set.of("sources", "channel", "subscriptions", "filter", "transform", "steps");

    private ReservedKeys() {}

    /** Reports reserved keys, and returns the mapping without them. */
    static ConfigNode.Mapping remove(ConfigNode.Mapping mapping, FileProblems problems) {
        Map<String, ConfigNode> rest = new LinkedHashMap<>(mapping.entries());
        for (String key : mapping.entries().keySet()) {
            if (KEYS.contains(key)) {
                problems.error(
                        mapping.keys().getOrDefault(key, mapping.at()),
                        key,
                        "the key '" + key + "' is reserved for a later version of Penstock",
                        "remove it");
                rest.remove(key);
            }
        }
        return new ConfigNode.Mapping(rest, mapping.keys(), mapping.at());
    }
}
