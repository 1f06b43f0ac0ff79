package dev.penstock.connector.kafka;

import java.util.Map;
import java.util.Set;

/**
 * Names extension attributes after headers of plain records.
 *
 * <p>Letters become lower case, and what is neither a letter a to z nor a digit is left out: {@code X-Trace-Id} becomes
 * {@code xtraceid}. A name that CloudEvents or Penstock uses itself gets {@code header} in front; one that is taken by an
 * earlier header of the record, a number at its end, from 2.
 */
final class HeaderNames {
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
            "");

    private HeaderNames() {}

    /** A name for a header that is not among the attributes yet. */
    static String free(String header, Map<String, Object> attributes) {
        String name = reduced(header);
        if (TAKEN.contains(name)) {
            name = "header" + name;
        }
        String free = name;
        for (int i = 2; attributes.containsKey(free); i++) {
            free = name + i;
        }
        return free;
    }

    private static String reduced(String header) {
        StringBuilder name = new StringBuilder(header.length());
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
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
