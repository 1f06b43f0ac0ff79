package dev.penstock.connector.webhook.pack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads {@code application/x-www-form-urlencoded} text: bodies of forms, and queries. */
final class Forms {
    static final String TYPE = "application/x-www-form-urlencoded";

    private Forms() {}

    /** The first value of that name, decoded; null when it is missing or not well-formed. */
    static @Nullable String value(String form, String name) {
        int at = 0;
        while (at < form.length()) {
            int end = form.indexOf('&', at);
            end = end < 0 ? form.length() : end;
            int equals = form.indexOf('=', at);
            if (equals >= 0 && equals < end && name.equals(decoded(form.substring(at, equals)))) {
                return decoded(form.substring(equals + 1, end));
            }
            at = end + 1;
        }
        return null;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
