package dev.penstock.toolkit.event;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of CloudEvents 1.0 for context attributes. */
final class Attributes {
    private static final int LONGEST_NAME = 20;
    private static final Set<String> RESERVED =
            Set.of("specversion", "id", "source", "type", "datacontenttype", "dataschema", "subject", "time", "data");

    private Attributes() {}

    static String required(String attribute, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("an event needs a non-empty " + attribute);
        }
        return value;
    }

    static URI source(@Nullable URI value) {
        if (value == null || value.toString().isEmpty()) {
            throw new IllegalArgumentException("an event needs a non-empty source");
        }
        return value;
    }

    static @Nullable String optional(String attribute, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            throw new IllegalArgumentException("the " + attribute + " of an event is not empty; leave it out");
        }
        return value;
    }

    static void extensionName(String name) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST_NAME && !RESERVED.contains(name);
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        if (!good) {
            throw new IllegalArgumentException("'" + name
                    + "' is no name for an extension attribute: 1 to 20 of a-z and 0-9, none of the standard ones");
        }
    }
}
