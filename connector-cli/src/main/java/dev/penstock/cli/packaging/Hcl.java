package dev.penstock.cli.packaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values in the language of Terraform, whatever they contain. A reference to an environment variable becomes a variable
 * of Terraform.
 */
final class Hcl {
    // A reference, or $${ with which a pipeline file writes what is no reference.
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{env:([^}:]+)(:-[^}]*)?}");

    private final Map<String, String> variables = new LinkedHashMap<>();

    /** Those environment variables may be referred to. */
    Hcl(SortedSet<String> environment) {
        for (String name : environment) {
            String base = "env_" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
            String free = base;
            for (int number = 2; variables.containsValue(free); number++) {
                free = base + "_" + number;
            }
            variables.put(name, free);
        }
    }

    /** Terraform's variable for each environment variable. */
    Map<String, String> variables() {
        return variables;
    }

    /** A text in double quotes that stands for itself: no character of it begins an interpolation or a directive. */
    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** A text of a pipeline file in double quotes, with its references replaced. */
    String template(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        Matcher reference = REFERENCE.matcher(text);
        int from = 0;
        while (reference.find()) {
            String name = reference.group(1);
            String variable = name == null ? null : variables.get(name);
            if (variable != null) {
                quoted.append(escaped(text.substring(from, reference.start())))
                        .append("${var.")
                        .append(variable)
                        .append('}');
                from = reference.end();
            } else if (name == null) {
                quoted.append(escaped(text.substring(from, reference.start())));
                from = reference.start() + 1;
            }
        }
        return quoted.append(escaped(text.substring(from))).append('"').toString();
    }

    /** A list of them. */
    String list(List<String> texts) {
        return texts.stream().map(this::template).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '$', '%' -> {
                    boolean opens = i + 1 < text.length() && text.charAt(i + 1) == '{';
                    escaped.append(opens ? "" + c + c : "" + c);
                }
                default -> {
                    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029' || c == '\ufeff') {
                        escaped.append(String.format("\\u%04x", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
