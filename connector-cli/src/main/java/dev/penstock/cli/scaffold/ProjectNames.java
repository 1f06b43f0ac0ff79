package dev.penstock.cli.scaffold;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * What things are called in a project.
 *
 * @param name the connector's, in kebab case
 * @param packageName of its classes
 */
public record ProjectNames(String name, String packageName) {
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 50;

    /**
     * Names.
     *
     * @param packageName null: below {@code com.example}
     * @throws IllegalArgumentException with a message for the user when one is not allowed
     */
    public static ProjectNames of(String name, @Nullable String packageName) {
        if (!KEBAB.matcher(name).matches() || name.length() > LONGEST) {
            throw new IllegalArgumentException("'" + name + "' cannot name a connector; use small letters, digits and"
                    + " single dashes between them, beginning with a letter, at most " + LONGEST
                    + " characters: order-list");
        }
        String found = packageName == null ? standardPackage(name) : packageName;
        if (!SourceVersion.isName(found, SourceVersion.RELEASE_17)) {
            throw new IllegalArgumentException(
                    "'" + found + "' cannot name a Java package; write it like com.example.orders");
        }
        if (found.matches("(java|javax|dev\\.penstock)(\\..*)?")) {
            // the host's own, which a connector's class loader never takes from its jar
            throw new IllegalArgumentException("the package '" + found + "' belongs to "
                    + (found.startsWith("java") ? "Java" : "Penstock") + "; use one of your own");
        }
        return new ProjectNames(name, found);
    }

    private static String standardPackage(String name) {
        String last = name.replace("-", "");
        return "com.example." + (SourceVersion.isKeyword(last) ? last + "connector" : last);
    }

    /** The first part of the names of its classes. */
    String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (String word : name.split("-", -1)) {
            prefix.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return prefix.toString();
    }

    /** What stands for what in the templates. */
    Map<String, String> placeholders() {
        Map<String, String> placeholders = new TreeMap<>();
        placeholders.put("__name__", name);
        placeholders.put("__Name__", prefix());
        placeholders.put("__NAME__", name.replace('-', '_').toUpperCase(Locale.ROOT));
        placeholders.put("__package__", packageName);
        placeholders.put("__path__", packageName.replace('.', '/'));
        return placeholders;
    }
}
