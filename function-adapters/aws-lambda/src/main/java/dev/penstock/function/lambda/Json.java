package dev.penstock.function.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.penstock.toolkit.json.Parsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a JSON document, together with the bytes it was written in. Immutable. */
final class Json {
    private static final Json[] NONE = {};

    private final byte[] document;
    private final int from;
    private final int to;
    private final JsonToken token;
    private final @Nullable String text;
    private final Map<String, Json> members;
    private final Json[] items;

    private Json(
            byte[] document,
            int from,
            int to,
            JsonToken token,
            @Nullable String text,
            Map<String, Json> members,
            Json[] items) {
        this.document = document;
        this.from = from;
        this.to = to;
        this.token = token;
        this.text = text;
        this.members = members;
        this.items = items;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException with a message for whoever sent it when it is not JSON
     */
    static Json parse(byte[] document) {
        try (JsonParser parser = Parsers.open(document, 0, document.length)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("not JSON: there is nothing");
            }
            Json value = read(document, parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: text after the end of the JSON value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static Json read(byte[] document, JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        JsonToken token = parser.currentToken();
        Map<String, Json> members = Map.of();
        Json[] items = NONE;
        String text = null;
        if (token == JsonToken.START_OBJECT) {
            members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, read(document, parser)); // of repeated keys the last one counts, as everywhere
            }
        } else if (token == JsonToken.START_ARRAY) {
            List<Json> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(document, parser));
            }
            items = list.toArray(NONE);
        } else if (token != JsonToken.VALUE_NULL) {
            text = parser.getText();
        }
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return new Json(document, from, to, token, text, members, items);
    }

    boolean isObject() {
        return token == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return token == JsonToken.START_ARRAY;
    }

    boolean isText() {
        return token == JsonToken.VALUE_STRING;
    }

    /** The value that the names lead to; null when there is none, or when it is null. */
    @Nullable
    Json at(String... names) {
        Json value = this;
        for (String name : names) {
            value = value.members.get(name);
            if (value == null || value.token == JsonToken.VALUE_NULL) {
                return null;
            }
        }
        return value;
    }

    /** A text as it is, numbers and booleans as they are written; null for what is absent, null, an object or an array. */
    @Nullable
    String text(String... names) {
        Json value = at(names);
        return value == null ? null : value.text;
    }

    /** The text of this value, or an empty one. */
    String text() {
        return text == null ? "" : text;
    }

    /**
     * A text that has to be there.
     *
     * @throws IllegalArgumentException when it is not
     */
    String need(String... names) {
        String value = text(names);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("a record without " + String.join(".", names));
        }
        return value;
    }

    /** The elements of an array, or of the array of that name; none when there is no array. */
    List<Json> items(String... names) {
        Json value = at(names);
        return value == null ? List.of() : List.of(value.items);
    }

    /** The members of the object that the names lead to; none when there is no object. */
    Map<String, Json> members(String... names) {
        Json value = at(names);
        return value == null ? Map.of() : value.members;
    }

    /** As it was written, byte for byte. */
    byte[] bytes() {
        return Arrays.copyOfRange(document, from, to);
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
