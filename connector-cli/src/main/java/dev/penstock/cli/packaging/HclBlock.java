package dev.penstock.cli.packaging;

import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes of a block or an object of Terraform's language, aligned as {@code terraform fmt} aligns them. */
final class HclBlock {
    private final Map<String, String> attributes = new LinkedHashMap<>();

    /** Adds an attribute; its value is written as it is. */
    HclBlock put(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** The lines, each indented. A value of several lines is not aligned, and ends what is. */
    String lines(String indent) {
        StringBuilder lines = new StringBuilder();
        Map<String, String> run = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            if (value.indexOf('\n') < 0) {
                run.put(name, value);
            } else {
                append(run, indent, lines);
                run.clear();
                append(Map.of(name, value), indent, lines);
            }
        });
        append(run, indent, lines);
        return lines.toString();
    }

    private static void append(Map<String, String> run, String indent, StringBuilder lines) {
        int width = run.keySet().stream().mapToInt(String::length).max().orElse(0);
        run.forEach((name, value) -> lines.append(indent)
                .append(name)
                .append(" ".repeat(width - name.length()))
                .append(" = ")
                .append(value)
                .append('\n'));
    }

    /** An object with these attributes, its closing brace indented. */
    String object(String indent) {
        return attributes.isEmpty() ? "{}" : "{\n" + lines(indent + "  ") + indent + "}";
    }
}
