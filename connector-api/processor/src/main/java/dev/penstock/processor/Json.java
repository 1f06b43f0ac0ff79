package dev.penstock.processor;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as JSON, the same bytes for the same values. */
final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    static String write(Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.out.append('\n').toString();
    }

    private void value(Object value, String newLine) {
        if (value instanceof Map<?, ?> map) {
            map(map, newLine);
        } else if (value instanceof List<?> list) {
            list(list, newLine);
        } else if (value instanceof String text) {
            text(text);
        } else {
            out.append(value);
        }
    }

    private void map(Map<?, ?> map, String newLine) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            out.append(newLine).append("  ");
            text((String) entry.getKey());
            out.append(": ");
            value(entry.getValue(), newLine + "  ");
            out.append(entries.hasNext() ? "," : newLine);
        }
        out.append('}');
    }

    private void list(List<?> list, String newLine) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            out.append(newLine).append("  ");
            value(items.next(), newLine + "  ");
            out.append(items.hasNext() ? "," : newLine);
        }
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> plain(c);
            }
        }
        out.append('"');
    }

    /** Control characters and all beyond ASCII are escaped, so that no encoding can spoil the file. */
    private void plain(char c) {
        if (c < ' ' || c > '~') {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }
}
