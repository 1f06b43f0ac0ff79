package dev.penstock.toolkit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds values in JSON by several pointers in one pass; parts that no pointer leads into are skipped, not built. */
public final class JsonPointers {
    private JsonPointers() {}

    /**
     * The values that the pointers lead to, by position: strings as their text, numbers and booleans as they are
     * written; null for what is absent, null, an object or an array. Of repeated keys the last one counts.
     *
     * @throws NotJson with a message for whoever sent it when the bytes are not JSON
     */
    public static @Nullable String[] find(byte[] json, List<JsonPointer> pointers) {
        @Nullable String[] found = new @Nullable String[pointers.size()];
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            if (parser.nextToken() == null) {
                throw new NotJson("not JSON: there is nothing");
            }
            boolean[] live = new boolean[found.length];
            java.util.Arrays.fill(live, true);
            value(parser, pointers, live, 0, found);
            if (parser.nextToken() != null) {
                throw new NotJson("not JSON: text after the end of the JSON value");
            }
        } catch (JsonProcessingException e) {
            throw new NotJson("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return found;
    }

    /** Reads the value the parser stands at; {@code live} says which pointers lead here with {@code depth} steps. */
    private static void value(
            JsonParser parser, List<JsonPointer> pointers, boolean[] live, int depth, @Nullable String[] found)
            throws IOException {
        JsonToken token = parser.currentToken();
        boolean scalar = token.isScalarValue();
        String text = null;
        boolean deeper = false;
        for (int i = 0; i < live.length; i++) {
            if (live[i] && pointers.get(i).steps().size() == depth) {
                if (text == null && scalar && token != JsonToken.VALUE_NULL) {
                    text = parser.getText();
                }
                found[i] = text;
            }
            deeper |= live[i] && pointers.get(i).steps().size() > depth;
        }
        if (scalar) {
            clear(pointers, live, depth, found);
            return;
        }
        if (!deeper) {
            parser.skipChildren();
            return;
        }
        clear(pointers, live, depth, found);
        children(parser, pointers, live, depth, found);
    }

    private static void children(
            JsonParser parser, List<JsonPointer> pointers, boolean[] live, int depth, @Nullable String[] found)
            throws IOException {
        boolean array = parser.currentToken() == JsonToken.START_ARRAY;
        boolean[] there = new boolean[live.length];
        for (int index = 0; !parser.nextToken().isStructEnd(); index++) {
            String step = array ? Integer.toString(index) : parser.currentName();
            if (!array) {
                parser.nextToken();
            }
            boolean any = false;
            for (int i = 0; i < live.length; i++) {
                List<String> steps = pointers.get(i).steps();
                there[i] = live[i] && steps.size() > depth && steps.get(depth).equals(step);
                any |= there[i];
            }
            if (any) {
                value(parser, pointers, there, depth + 1, found);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Forgets what an earlier value of the same key held further down. */
    private static void clear(List<JsonPointer> pointers, boolean[] live, int depth, @Nullable String[] found) {
        for (int i = 0; i < live.length; i++) {
            if (live[i] && pointers.get(i).steps().size() > depth) {
                found[i] = null;
            }
        }
    }
}
