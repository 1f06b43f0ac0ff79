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

/** Cuts values out of JSON, byte for byte; the whole of it is checked to be JSON. */
public final class JsonSlices {
    private JsonSlices() {}

    /**
     * The value that the pointer leads to, of repeated keys the first; null when there is none.
     *
     * @throws NotJson with a message for whoever sent it when the bytes are not JSON
     */
    public static byte @Nullable [] value(byte[] json, JsonPointer pointer) {
        return parse(json, pointer, parser -> slice(json, parser));
    }

    /**
     * The elements of the array that the pointer leads to, of repeated keys the first; null when there is no array.
     *
     * @throws NotJson with a message for whoever sent it when the bytes are not JSON
     */
    public static @Nullable List<byte[]> elements(byte[] json, JsonPointer pointer) {
        return parse(json, pointer, parser -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return null;
            }
            List<byte[]> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(slice(json, parser));
            }
            return elements;
        });
    }

    private static <T> @Nullable T parse(byte[] json, JsonPointer pointer, Cut<T> cut) {
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            if (parser.nextToken() == null) {
                throw new NotJson("not JSON: there is nothing");
            }
            T found = null;
            int depth = 0;
            while (depth < pointer.steps().size()
                    && step(parser, pointer.steps().get(depth))) {
                depth++;
            }
            if (depth == pointer.steps().size()) {
                found = cut.cut(parser);
            }
            // what is around it has to be JSON too
            JsonText.check(json);
            return found;
        } catch (JsonProcessingException e) {
            throw new NotJson("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Goes from an array or object into the child of that name or number; false when there is none. */
    private static boolean step(JsonParser parser, String step) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return false;
        }
        boolean array = token == JsonToken.START_ARRAY;
        for (int index = 0; !parser.nextToken().isStructEnd(); index++) {
            String name = array ? Integer.toString(index) : parser.currentName();
            if (!array) {
                parser.nextToken();
            }
            if (step.equals(name)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static byte[] slice(byte[] json, JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
    }

    private interface Cut<T> {
        @Nullable
        T cut(JsonParser parser) throws IOException;
    }
}
