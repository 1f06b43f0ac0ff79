package dev.penstock.connector.rocketmq;

import java.util.Map;
import java.util.Set;

/** The names that RocketMQ takes, and those of extension attributes. */
final class Names {
    static final String NAME = "[%|a-zA-Z0-9_-]{1,127}";

    private static final Set<String> TAKEN = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "datacontenttype",
            "dataschema",
            "subject",
            "time",
            "data",
            "partitionkey",
            "tags",
            "keys",
            "");

    private Names() {}

    /** A group named after a pipeline. */
    static String group(String pipeline) {
        String name = pipeline.replaceAll("[^a-zA-Z0-9_-]", "-");
        return name.length() > 100 ? name.substring(0, 100) : name;
    }

    /**
     * A name for a property that is not among the attributes yet.
     *
     * <p>Letters become lower case, and what is neither a letter a to z nor a digit is left out: {@code trace-Id} becomes
     * {@code traceid}. A name that CloudEvents or Penstock uses itself gets {@code property} in front; one that is taken by
     * an earlier property, a number at its end, from 2.
     */
    static String extension(String property, Map<String, Object> attributes) {
        String name = reduced(property);
        if (TAKEN.contains(name)) {
            name = "property" + name;
        }
        String free = name;
        for (int i = 2; attributes.containsKey(free); i++) {
            free = name + i;
        }
        return free;
    }

    /** Whether it can be an extension attribute as it is. */
    static boolean isExtension(String property) {
        return !TAKEN.contains(property) && property.equals(reduced(property));
    }

    private static String reduced(String property) {
        StringBuilder name = new StringBuilder(property.length());
        for (int i = 0; i < property.length(); i++) {
            char c = property.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                c = (char) (c + ('a' - 'A'));
            }
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                name.append(c);
            }
        }
        return name.toString();
    }
}
