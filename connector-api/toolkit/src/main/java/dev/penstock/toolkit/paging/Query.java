package dev.penstock.toolkit.paging;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Changes parameters in the query of an address. */
final class Query {
    private Query() {}

    /** The address with that parameter set, where it stood or at the end; all else as it is. */
    static URI with(URI uri, String name, String value) {
        String encodedName = encode(name);
        String pair = encodedName + "=" + encode(value);
        String raw = uri.getRawQuery();
        StringBuilder query = new StringBuilder();
        boolean found = false;
        for (String old : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            boolean same = old.equals(encodedName) || old.startsWith(encodedName + "=");
            if (same && found) {
                continue;
            }
            found |= same;
            query.append(query.length() == 0 ? "" : "&").append(same ? pair : old);
        }
        if (!found) {
            query.append(query.length() == 0 ? "" : "&").append(pair);
        }
        String text = uri.toString();
        int end = text.indexOf('#') < 0 ? text.length() : text.indexOf('#');
        int mark = text.indexOf('?');
        return URI.create(text.substring(0, mark < 0 || mark > end ? end : mark) + "?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
