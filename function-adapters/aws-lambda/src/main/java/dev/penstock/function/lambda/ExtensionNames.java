package dev.penstock.function.lambda;

import java.util.HashSet;
import java.util.Set;

/** Names for extension attributes, made of the names of headers; each once. For the headers of one message. */
final class ExtensionNames {
    private static final int LONGEST = 18;
    private static final Set<String> RESERVED = Set.of(
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
            "");

    private final Set<String> taken = new HashSet<>();

    /** The header's letters and digits in lower case, as many as fit, with a number behind where two are the same. */
    String free(String header) {
        StringBuilder reduced = new StringBuilder(header.length());
        for (int i = 0; i < header.length() && reduced.length() < LONGEST; i++) {
            char c = header.charAt(i);
            c = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                reduced.append(c);
            }
        }
        String name = reduced.toString();
        name = RESERVED.contains(name) ? ("header" + name).substring(0, Math.min(LONGEST, 6 + name.length())) : name;
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + i;
        }
        return free;
    }
}
