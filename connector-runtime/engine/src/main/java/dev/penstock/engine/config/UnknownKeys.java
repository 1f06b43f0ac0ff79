package dev.penstock.engine.config;

import dev.penstock.api.config.Removed;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells the keys of a mapping that its record does not have, or has no longer. */
final class UnknownKeys {
    private final Problems problems;

    UnknownKeys(Problems problems) {
        this.problems = problems;
    }

    /** Reports them, and returns the keys that were probably meant: they are not reported as missing too. */
    Set<String> report(Class<?> type, List<Property> properties, Mapping node, Slot slot) {
        Set<String> known = new LinkedHashSet<>();
        Set<String> accepted = new HashSet<>();
        for (Property property : properties) {
            known.add(property.key());
            accepted.add(property.key());
            accepted.addAll(Arrays.asList(property.option().formerly()));
        }
        Set<String> meant = new HashSet<>();
        for (String key : node.entries().keySet()) {
            if (!accepted.contains(key)) {
                report(type, known, key, node, slot).ifPresent(meant::add);
            }
        }
        return meant;
    }

    static Location location(Mapping node, String key) {
        Location at = node.keys().get(key);
        if (at != null) {
            return at;
        }
        ConfigNode value = node.get(key);
        return value == null ? node.at() : value.at();
    }

    private Optional<String> report(Class<?> type, Set<String> known, String key, Mapping node, Slot slot) {
        Location at = location(node, key);
        for (Removed removed : type.getAnnotationsByType(Removed.class)) {
            if (removed.key().equals(key)) {
                problems.error(at, slot.below(key), "the key '" + key + "' exists no longer", removed.instead());
                return Optional.empty();
            }
        }
        Set<String> free = new LinkedHashSet<>(known);
        free.removeAll(node.entries().keySet());
        Optional<String> near = NearestKey.to(key, free);
        problems.error(
                at,
                slot.below(key),
                "the key " + Words.quoted(key) + " is unknown",
                near.map(name -> "did you mean '" + name + "'?").orElseGet(() -> knownKeys(known)));
        return near;
    }

    private static String knownKeys(Set<String> known) {
        return known.isEmpty() ? "remove it; no keys belong here" : "known keys are " + String.join(", ", known);
    }
}
