package dev.penstock.cli.dev;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries as a provider makes them, small and made up. A file for each provider holds the headers of all its deliveries and the
 * body of each event; {@code {{id}}} and the like are replaced, so that no two deliveries are the same.
 *
 * @param provider whose they are
 * @param headers of all of them
 * @param events headers and body of each
 */
public record Samples(String provider, Map<String, Object> headers, Map<String, Map<String, Object>> events) {
    /** The key of an event whose name may be any. */
    private static final String ANY = "*";

    /**
     * A delivery before it is signed.
     *
     * @param event what it tells of
     * @param id different each time
     * @param headers by name
     * @param body its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Delivery(String event, String id, Map<String, String> headers, byte[] body) {
        /** The same with these headers in place of its own of their names. */
        public Delivery with(Map<String, String> others) {
            Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(headers);
            all.putAll(others);
            return new Delivery(event, id, all, body);
        }
    }

    /** Those of a provider; for one that is not known, those of any sender of JSON. */
    public static Samples of(String provider) {
        Map<String, Object> file = read(provider.matches("[a-z0-9-]+") ? provider : "generic");
        if (file == null) {
            file = read("generic");
        }
        Map<String, Map<String, Object>> events = new LinkedHashMap<>();
        object(file, "events").forEach((name, value) -> events.put(name, object(value)));
        return new Samples(provider, object(file, "headers"), events);
    }

    private static @Nullable Map<String, Object> read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("samples/" + name + ".json")) {
            return in == null ? null : JSON.std.mapFrom(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Map<String, Object> object(@Nullable Map<String, Object> file, String key) {
        return file == null ? Map.of() : object(file.getOrDefault(key, Map.of()));
    }

    @SuppressWarnings("unchecked") // the keys of JSON objects are texts
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** The names of the events there are, the first of which is sent if none is asked for. */
    public List<String> names() {
        return events.entrySet().stream()
                .map(event -> event.getKey().equals(ANY)
                        ? String.valueOf(event.getValue().get("name"))
                        : event.getKey())
                .toList();
    }

    /** Whether there is a body for that event. */
    public boolean has(String event) {
        return events.containsKey(event) || events.containsKey(ANY);
    }

    /**
     * A delivery of that event.
     *
     * @param body its bytes; null: those that are built in
     * @param at when it happened
     */
    public Delivery delivery(String event, byte @Nullable [] body, Instant at) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> sample = events.getOrDefault(event, events.getOrDefault(ANY, Map.of()));
        Map<String, String> words = Map.of(
                "{{event}}", event,
                "{{id}}", id,
                "{{number}}", Long.toString(Math.abs((long) id.hashCode())),
                "{{time}}", Instant.ofEpochSecond(at.getEpochSecond()).toString(),
                "{{seconds}}", Long.toString(at.getEpochSecond()));
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Content-Type", "application/json");
        headers.forEach((name, value) -> lines.put(name, replaced(String.valueOf(value), words)));
        object(sample, "headers").forEach((name, value) -> lines.put(name, replaced(String.valueOf(value), words)));
        return new Delivery(event, id, lines, body == null ? bytes(sample, words) : body);
    }

    private static byte[] bytes(Map<String, Object> sample, Map<String, String> words) {
        Object body = sample.getOrDefault("body", Map.of());
        try {
            // a number: JSON has no place for a word of ours outside a text
            String text = body instanceof String form
                    ? form
                    : JSON.std.asString(body).replace("\"{{seconds}}\"", "{{seconds}}");
            return replaced(text, words).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String text, Map<String, String> words) {
        String result = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            result = result.replace(word.getKey(), word.getValue());
        }
        return result;
    }
}
