package dev.penstock.engine.config;

import dev.penstock.api.config.Option;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value goes.
 *
 * @param path the key as it is told to the user, {@code source.config.secrets[0]}; empty at the top
 * @param rules the bounds and the pattern of the component, or null where there are none
 * @param inside whether this is an element of a list or map, whose bounds are those of the list
 */
record Slot(String path, @Nullable Option rules, boolean inside) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    static Slot at(String path) {
        return new Slot(path, null, false);
    }

    String below(String key) {
        String step = PLAIN.matcher(key).matches() ? key : "\"" + key + "\"";
        return path.isEmpty() ? step : path + "." + step;
    }

    Slot property(Property property) {
        return new Slot(below(property.key()), property.option(), false);
    }

    Slot entry(String key) {
        return new Slot(below(key), rules, true);
    }

    Slot element(int index) {
        return new Slot(path + "[" + index + "]", rules, true);
    }
}
