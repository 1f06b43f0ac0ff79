package dev.penstock.engine.config;

import dev.penstock.api.config.Inline;
import dev.penstock.engine.config.ConfigNode.Mapping;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds a mapping to a record: finds each component's key, tells unknown and missing ones, builds the record. */
final class RecordBinder {
    private final Binding binding;
    private final Problems problems;

    RecordBinder(Binding binding, Problems problems) {
        this.binding = binding;
        this.problems = problems;
    }

    static boolean inline(Class<?> type) {
        return type.isAnnotationPresent(Inline.class);
    }

    Object bind(Class<?> type, Mapping node, Slot slot) {
        List<Property> properties = Property.of(type);
        Set<String> misspelt = new UnknownKeys(problems).report(type, properties, node, slot);
        List<@Nullable Object> values = new ArrayList<>();
        for (Property property : properties) {
            values.add(value(property, node, slot, misspelt.contains(property.key())));
        }
        return values.contains(Binding.INVALID) ? Binding.INVALID : build(type, values, node, slot);
    }

    /** A record that is written as the bare value of its only component. */
    Object bindInline(Class<?> type, ConfigNode node, Slot slot) {
        Property only = Property.of(type).get(0);
        Object value = binding.bind(only.type(), node, new Slot(slot.path(), only.option(), false));
        return value == Binding.INVALID ? value : build(type, Arrays.asList(value), node, slot);
    }

    private @Nullable Object value(Property property, Mapping node, Slot slot, boolean misspelt) {
        String key = keyInUse(property, node, slot);
        ConfigNode given = key == null ? null : node.get(key);
        if (given != null) {
            return binding.bind(property.type(), given, slot.property(property));
        }
        if (property.hasFallback()) {
            return binding.bind(property.type(), Fallback.node(property, node.at()), slot.property(property));
        }
        if (property.nullable()) {
            return null;
        }
        if (!misspelt) {
            problems.error(
                    node.at(),
                    slot.below(property.key()),
                    "the key '" + property.key() + "' is missing",
                    "add it: " + property.option().value());
        }
        return Binding.INVALID;
    }

    /** The key, new or old, under which a component stands in the file; null when it does not. */
    private @Nullable String keyInUse(Property property, Mapping node, Slot slot) {
        List<String> given = new ArrayList<>();
        if (stands(node, property.key())) {
            given.add(property.key());
        }
        for (String former : property.option().formerly()) {
            if (stands(node, former)) {
                given.add(former);
                former(former, property, node, slot, given.size() > 1);
            }
        }
        return given.isEmpty() ? null : given.get(0);
    }

    private void former(String former, Property property, Mapping node, Slot slot, boolean twice) {
        ConfigNode.Location at = UnknownKeys.location(node, former);
        if (twice) {
            problems.error(
                    at,
                    slot.below(former),
                    "'" + former + "' is an earlier name of '" + property.key() + "', which is given as well",
                    "remove '" + former + "'");
        } else {
            problems.warning(
                    at,
                    slot.below(former),
                    "'" + former + "' is now called '" + property.key() + "'",
                    "write '" + property.key() + "' instead");
        }
    }

    private static boolean stands(Mapping node, String key) {
        ConfigNode value = node.get(key);
        return value != null && value.kind() != ConfigNode.Kind.NOTHING;
    }

    private Object build(Class<?> type, List<@Nullable Object> values, ConfigNode node, Slot slot) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] parameters = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                parameters[i] = components[i].getType();
            }
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            problems.error(node.at(), slot.path(), problems.masked(ownMessage(e.getCause())), "");
            return Binding.INVALID;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record " + type.getName() + " cannot be built", e);
        }
    }

    private static String ownMessage(@Nullable Throwable thrown) {
        String message = thrown instanceof IllegalArgumentException ? thrown.getMessage() : null;
        return message == null ? "the connector's own check of its configuration failed: " + thrown : message;
    }
}
