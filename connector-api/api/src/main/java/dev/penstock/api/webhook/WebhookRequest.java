package dev.penstock.api.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP request as it came, with its whole body. Immutable. */
public final class WebhookRequest {
    private final String method;
    private final String path;
    private final String query;
    private final List<Header> fields;
    private final byte[] body;

    /**
     * One line of the header.
     *
     * @param name in any case
     * @param value its value
     */
    public record Header(String name, String value) {}

    /**
     * A request.
     *
     * @param method upper case
     * @param path decoded, without query
     * @param query raw, without the question mark; empty if there is none
     * @param headers as they came, in order
     * @param body the raw bytes; not copied
     */
    public WebhookRequest(String method, String path, String query, List<Header> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.fields = List.copyOf(headers);
        this.body = body;
    }

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
        this(
                method,
                path,
                query,
                headers.entrySet().stream()
                        .flatMap(header -> header.getValue().stream().map(value -> new Header(header.getKey(), value)))
                        .toList(),
                body);
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
        for (Header field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** All values of a header, in order. */
    public List<String> headers(String name) {
        List<String> values = List.of();
        for (Header field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                if (values.isEmpty()) {
                    values = List.of(field.value()); // nearly always all there is
                } else {
                    values = values.size() == 1 ? new ArrayList<>(values) : values;
                    values.add(field.value());
                }
            }
        }
        return values.size() > 1 ? List.copyOf(values) : values;
    }

    /** All headers by lower-case name. */
    public Map<String, List<String>> headers() {
        Map<String, List<String>> byName = new TreeMap<>();
        for (Header field : fields) {
            byName.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(field.value());
        }
        byName.replaceAll((name, values) -> List.copyOf(values));
        return byName;
    }

    /** The raw bytes of the body; shared, not to be changed. */
    public byte[] body() {
        return body;
    }
}
