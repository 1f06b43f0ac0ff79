package dev.penstock.connector.webhook.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A JSON object of a pack file; every key has to be asked for, or it is unknown. */
final class JsonFields {
    private final Map<String, Object> values;
    private final Set<String> asked = new HashSet<>();

    private JsonFields(Map<String, Object> values) {
        this.values = values;
    }

    static JsonFields read(byte[] json) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            JsonFields fields = object(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is text after its end");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static JsonFields object(JsonParser parser) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, value(parser));
        }
        return new JsonFields(values);
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return parser.getText();
        }
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A text, number or boolean; without a fallback it has to be there. */
    String text(String key, @Nullable String fallback) {
        asked.add(key);
        Object value = values.getOrDefault(key, fallback == null ? this : fallback);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + key + "' is missing or not a text");
    }

    /** A text or a list of texts; empty when it is not there. */
    List<String> texts(String key) {
        asked.add(key);
        Object value = values.getOrDefault(key, List.of());
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> texts = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(this)) {
            if (!(item instanceof String text)) {
                throw new IllegalArgumentException("'" + key + "' is not a text or a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** An object; empty when it is not there. */
    JsonFields object(String key) {
        asked.add(key);
        Object value = values.getOrDefault(key, new JsonFields(Map.of()));
        if (value instanceof JsonFields fields) {
            return fields;
        }
        throw new IllegalArgumentException("'" + key + "' is not an object");
    }

    /** An object or a list of objects; empty when it is not there. */
    List<JsonFields> objects(String key) {
        asked.add(key);
        if (values.get(key) instanceof JsonFields single) {
            return List.of(single);
        }
        List<JsonFields> fields = new ArrayList<>();
        for (Object item : values.getOrDefault(key, List.of()) instanceof List<?> list ? list : List.of(this)) {
            if (!(item instanceof JsonFields each) || each == this) {
                throw new IllegalArgumentException("'" + key + "' is not a list of objects");
            }
            fields.add(each);
        }
        return fields;
    }

    /** The keys, in order. */
    Set<String> keys() {
        return values.keySet();
    }

    /** Fails when a key is left that nobody asked for. */
    void done() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown keys " + unknown + "; known are " + new TreeSet<>(asked));
        }
    }
}
