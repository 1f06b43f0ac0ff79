package dev.penstock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A key of a connector's config, as its index describes it, with the keys around it in its path.
 *
 * @param path as in {@code auth.token}, {@code hosts[].port} or {@code headers.NAME}
 * @param form of a choice between forms, the one it belongs to; empty otherwise
 * @param type a word or two
 * @param standing {@code required}, the default, or {@code optional}
 * @param description what it is for
 * @param rules choices, limits, an example; empty when there are none
 */
record ConfigKey(String path, String form, String type, String standing, String description, String rules) {
    /** All keys of a config, each followed by those inside it. */
    static List<ConfigKey> of(List<Map<String, Object>> options) {
        List<ConfigKey> keys = new ArrayList<>();
        add(options, "", "", keys);
        return keys;
    }

    private static void add(@Nullable Object options, String prefix, String form, List<ConfigKey> keys) {
        for (Map<?, ?> option : maps(options)) {
            String path = prefix + option.get("key");
            keys.add(new ConfigKey(
                    path, form, text(option, "type"), standing(option), text(option, "description"), rules(option)));
            addInside(option, path, form, keys);
        }
    }

    private static void addInside(Map<?, ?> type, String path, String form, List<ConfigKey> keys) {
        add(type.get("options"), path + ".", form, keys);
        for (Map<?, ?> each : maps(type.get("forms"))) {
            if (Boolean.TRUE.equals(each.get("inline"))) {
                addInline(each, path, keys);
            } else {
                add(each.get("options"), path + ".", text(each, "name"), keys);
            }
        }
        if (type.get("items") instanceof Map<?, ?> items) {
            addInside(items, path + "[]", form, keys);
        }
        if (type.get("values") instanceof Map<?, ?> values) {
            addInside(values, path + ".NAME", form, keys);
        }
    }

    /** A form that is written as its value alone, without a key of its own. */
    private static void addInline(Map<?, ?> form, String path, List<ConfigKey> keys) {
        for (Map<?, ?> option : maps(form.get("options"))) {
            keys.add(new ConfigKey(
                    path,
                    text(form, "name"),
                    text(option, "type"),
                    "optional",
                    text(option, "description"),
                    rules(option)));
        }
    }

    private static String standing(Map<?, ?> option) {
        if (Boolean.TRUE.equals(option.get("required"))) {
            return "required";
        }
        String fallback = text(option, "fallback");
        return fallback.isEmpty() ? "optional" : fallback;
    }

    private static String rules(Map<?, ?> option) {
        StringJoiner rules = new StringJoiner("; ");
        if (option.get("choices") instanceof List<?> choices) {
            rules.add("one of "
                    + String.join(", ", choices.stream().map(String::valueOf).toList()));
        }
        for (String rule : List.of("min", "max", "pattern", "example")) {
            if (option.get(rule) != null) {
                rules.add(rule + " " + option.get(rule));
            }
        }
        if (option.get("formerly") instanceof List<?> names) {
            rules.add("formerly "
                    + String.join(", ", names.stream().map(String::valueOf).toList()));
        }
        return rules.toString();
    }

    private static List<Map<?, ?>> maps(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }
}
