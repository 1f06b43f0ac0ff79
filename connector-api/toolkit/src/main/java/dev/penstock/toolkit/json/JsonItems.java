package dev.penstock.toolkit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the elements of an array out of a JSON document, byte for byte as they were written. */
public final class JsonItems {
    private JsonItems() {}

    /**
     * The elements of the array that the pointer leads to, copied; of an object there, that object alone; of null, nothing.
     *
     * @return null when the pointer leads nowhere, or to a text, number or boolean
     * @throws NotJson with a message for whoever sent it when the bytes are not JSON
     */
    public static @Nullable List<byte[]> at(JsonPointer pointer, byte[] json) {
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            if (parser.nextToken() == null) {
                throw new NotJson("not JSON: there is nothing");
            }
            List<byte[]> items = descend(parser, pointer.steps(), json);
            if (parser.nextToken() != null) {
                throw new NotJson("not JSON: text after the end of the JSON value");
            }
            return items;
        } catch (JsonProcessingException e) {
            throw new NotJson("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Of repeated keys the last one counts, as everywhere. */
    private static @Nullable List<byte[]> descend(JsonParser parser, List<String> steps, byte[] json)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (steps.isEmpty()) {
            return items(parser, json);
        }
        if (!token.isStructStart()) {
            return null;
        }
        boolean array = token == JsonToken.START_ARRAY;
        List<byte[]> found = null;
        for (int index = 0; !parser.nextToken().isStructEnd(); index++) {
            String step = array ? Integer.toString(index) : parser.currentName();
            if (!array) {
                parser.nextToken();
            }
            if (steps.get(0).equals(step)) {
                found = descend(parser, steps.subList(1, steps.size()), json);
            }
            parser.skipChildren();
        }
        return found;
    }

    private static @Nullable List<byte[]> items(JsonParser parser, byte[] json) throws IOException {
        return switch (parser.currentToken()) {
            case START_ARRAY -> {
                List<byte[]> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(slice(parser, json));
                }
                yield items;
            }
            case START_OBJECT -> List.of(slice(parser, json));
            case VALUE_NULL -> List.of();
            default -> null;
        };
    }

    private static byte[] slice(JsonParser parser, byte[] json) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Arrays.copyOfRange(json, start, (int) parser.currentLocation().getByteOffset());
    }
}
