package dev.penstock.engine.config;

import dev.penstock.engine.config.ConfigNode.Location;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Turns the fallback of a component into what would stand in the file. */
final class Fallback {
    private Fallback() {}

    static ConfigNode node(Property property, Location at) {
        String text = property.option().fallback();
        if (property.type() instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(text, at);
        }
        return text.isEmpty() && isMapping(property.type())
                ? ConfigNode.Mapping.empty(at)
                : new ConfigNode.Text(text, at);
    }

    private static ConfigNode list(String text, Location at) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        if (inner.isBlank()) {
            return new ConfigNode.Listing(List.of(), at);
        }
        return new ConfigNode.Listing(
                Arrays.stream(inner.split(",", -1))
                        .<ConfigNode>map(item -> new ConfigNode.Text(item.strip(), at))
                        .toList(),
                at);
    }

    private static boolean isMapping(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class;
        }
        return type instanceof Class<?> raw && Scalars.of(raw) == null && !raw.isEnum();
    }
}
