package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.NotJson;
import dev.penstock.toolkit.json.Parsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds values in JSON by many pointers in one pass, and hands each over where it is found; the rest is skipped. */
final class JsonReading {
    /** Takes what is found. Of repeated keys all are handed over, in order. */
    interface Found {
        /** A number; the parser stands at it. */
        void number(int target, JsonParser parser) throws IOException;

        /** A text. */
        void text(int target, String text);

        /** True or false. */
        void bool(int target, boolean value);

        /** A null that stands there. */
        void nothing(int target);

        /** An object or array, as it is written. */
        void structure(int target, String json);

        /** A member of the outermost object that no pointer leads into; the parser stands at its value. */
        default void unknown(String name, JsonParser parser) throws IOException {
            parser.skipChildren();
        }
    }

    private static final class Step {
        final Map<String, Step> children = new HashMap<>();
        final Map<String, Step> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int[] targets = {};

        @Nullable
        Step child(String name, boolean strict) {
            Step child = children.get(name);
            return child != null || strict || anyCase.isEmpty() ? child : anyCase.get(name);
        }
    }

    private final Step root = new Step();
    private final boolean strict;

    /** Reads nothing yet. {@code strict}: names must match to the letter; else upper and lower case are alike. */
    JsonReading(boolean strict) {
        this.strict = strict;
    }

    /** Hands over what the pointer leads to, as that target. */
    JsonReading add(JsonPointer pointer, int target) {
        Step at = root;
        for (String name : pointer.steps()) {
            Step next = at.children.computeIfAbsent(name, key -> new Step());
            at.anyCase.put(name, next);
            at = next;
        }
        at.targets = java.util.Arrays.copyOf(at.targets, at.targets.length + 1);
        at.targets[at.targets.length - 1] = target;
        return this;
    }

    /** Whether there is anything to find. */
    boolean empty() {
        return root.children.isEmpty() && root.targets.length == 0;
    }

    /**
     * Reads JSON.
     *
     * @return whether it is an object
     * @throws RejectedRow when it is not JSON
     */
    boolean read(byte[] json, Found found) {
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new RejectedRow("no-data", "the event has no data");
            }
            value(root, json, parser, found, true);
            if (parser.nextToken() != null) {
                throw new RejectedRow("not-json", "the data are not JSON: text after the end of the JSON value");
            }
            return first == JsonToken.START_OBJECT;
        } catch (NotJson e) {
            throw new RejectedRow("not-json", "the data are " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new RejectedRow("not-json", "the data are not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private void value(Step step, byte[] json, JsonParser parser, Found found, boolean outermost) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue()) {
            for (int target : step.targets) {
                scalar(token, target, parser, found);
            }
            return;
        }
        int from = step.targets.length == 0
                ? 0
                : (int) parser.currentTokenLocation().getByteOffset();
        if (step.children.isEmpty() && !outermost) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            members(step, json, parser, found, outermost);
        } else {
            elements(step, json, parser, found);
        }
        if (step.targets.length > 0) {
            int to = (int) parser.currentLocation().getByteOffset();
            String text = new String(json, from, to - from, StandardCharsets.UTF_8);
            for (int target : step.targets) {
                found.structure(target, text);
            }
        }
    }

    private void members(Step step, byte[] json, JsonParser parser, Found found, boolean outermost) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Step child = step.child(name, strict);
            if (child != null) {
                value(child, json, parser, found, false);
            } else if (outermost) {
                found.unknown(name, parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void elements(Step step, byte[] json, JsonParser parser, Found found) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            Step child = step.children.isEmpty() ? null : step.children.get(Integer.toString(index));
            if (child != null) {
                value(child, json, parser, found, false);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void scalar(JsonToken token, int target, JsonParser parser, Found found) throws IOException {
        switch (token) {
            case VALUE_STRING -> found.text(target, parser.getText());
            case VALUE_TRUE -> found.bool(target, true);
            case VALUE_FALSE -> found.bool(target, false);
            case VALUE_NULL -> found.nothing(target);
            default -> found.number(target, parser);
        }
    }
}
