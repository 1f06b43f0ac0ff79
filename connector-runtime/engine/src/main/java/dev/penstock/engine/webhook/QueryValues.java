package dev.penstock.engine.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds parameters in a raw query. */
final class QueryValues {
    private QueryValues() {}

    /** The values of that name, decoded; those that are not well-formed are left out. */
    static List<String> of(String query, String name) {
        List<String> values = new ArrayList<>(1);
        int at = 0;
        while (at < query.length()) {
            int end = query.indexOf('&', at);
            end = end < 0 ? query.length() : end;
            if (query.startsWith(name + "=", at)) {
                try {
                    values.add(URLDecoder.decode(query.substring(at + name.length() + 1, end), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    // a broken escape: no value, so it matches no secret
                    values.add("");
                }
            }
            at = end + 1;
        }
        return values;
    }
}
