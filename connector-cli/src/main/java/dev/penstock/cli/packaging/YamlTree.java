package dev.penstock.cli.packaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes maps, lists, texts, whole numbers and booleans as YAML that YAML 1.1 and 1.2 read alike. Texts are quoted whatever they
 * contain, but for plain words that mean nothing else.
 */
final class YamlTree {
    private static final Set<String> MEANT_OTHERWISE =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");
    private static final String WORD = "[A-Za-z][A-Za-z0-9]*(::[A-Za-z0-9]+)*";

    private YamlTree() {}

    /** A mapping that keeps its order: names and values by turns. */
    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** The document. */
    static String write(Map<String, Object> tree) {
        StringBuilder yaml = new StringBuilder();
        block(tree, 0, yaml);
        return yaml.toString();
    }

    private static void block(Object value, int indent, StringBuilder yaml) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                yaml.append(" ".repeat(indent)).append(scalar(name)).append(':');
                nested(member, indent + 2, yaml);
            });
        } else {
            for (Object item : (List<?>) value) {
                yaml.append(" ".repeat(indent)).append('-');
                nested(item, indent + 2, yaml);
            }
        }
    }

    private static void nested(Object value, int indent, StringBuilder yaml) {
        boolean empty =
                (value instanceof Map<?, ?> map && map.isEmpty()) || (value instanceof List<?> list && list.isEmpty());
        if (empty) {
            yaml.append(value instanceof Map ? " {}\n" : " []\n");
        } else if (value instanceof Map || value instanceof List) {
            yaml.append('\n');
            block(value, indent, yaml);
        } else {
            yaml.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static String scalar(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        String text = (String) value;
        boolean plain = text.matches(WORD) && !MEANT_OTHERWISE.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : Yaml.quoted(text);
    }
}
