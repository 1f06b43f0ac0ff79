package dev.penstock.api.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP request as it came, with its whole body. */
public final class WebhookRequest {
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param method upper case
     * @param path decoded, without query
     * @param query raw, without the question mark; empty if there is none
     * @param headers by name in any case; the values in order
     * @param body the raw bytes; not copied
     */
    public WebhookRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = new TreeMap<>();
        headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        this.body = body;
    }

    /** The method, upper case. */
    public String method() {
        return method;
    }

    /** The path, decoded, without query. */
    public String path() {
        return path;
    }

    /** The raw query, without the question mark. */
    public String query() {
        return query;
    }

    /** The first value of a header, its name in any case, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** All values of a header, in order. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** All headers by lower-case name. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The raw bytes of the body; shared, not to be changed. */
    public byte[] body() {
        return body;
    }
}
