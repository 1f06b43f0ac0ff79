package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.json.JsonItems;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.NotJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of JSON in a payload, cut out of it byte for byte. Immutable. */
final class Payload {
    private static final JsonPointer ITSELF = JsonPointer.parse("");

    private final byte[] json;

    /** The JSON is not copied. */
    Payload(byte[] json) {
        boolean marked = json.length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF;
        this.json = marked ? Arrays.copyOfRange(json, 3, json.length) : json;
    }

    byte[] bytes() {
        return json;
    }

    /** Texts, numbers and booleans by their pointers; null for what is not there, or an object or array. */
    @Nullable
    String[] texts(String... pointers) {
        return texts(Arrays.stream(pointers).map(JsonPointer::parse).toList());
    }

    private @Nullable String[] texts(List<JsonPointer> pointers) {
        try {
            return JsonPointers.find(json, pointers);
        } catch (NotJson e) {
            throw new MalformedPayload("the payload is " + e.getMessage(), e);
        }
    }

    /** One of them. */
    @Nullable
    String text(String pointer) {
        return texts(pointer)[0];
    }

    /** What is a text, number or boolean as a whole; null for an object, an array and null. */
    @Nullable
    String text() {
        return texts(List.of(ITSELF))[0];
    }

    /** The elements of an array, or an object alone; empty for null and for what is not there. */
    List<Payload> items(String pointer) {
        try {
            JsonPointer compiled = pointer.isEmpty() ? ITSELF : JsonPointer.parse(pointer);
            List<byte[]> found = JsonItems.at(compiled, json);
            return found == null ? List.of() : found.stream().map(Payload::new).toList();
        } catch (NotJson e) {
            throw new MalformedPayload("the payload is " + e.getMessage(), e);
        }
    }

    /** Whether an object or array is there. */
    boolean has(String pointer) {
        return !items(pointer).isEmpty();
    }

    boolean isArray() {
        return first() == '[';
    }

    boolean isObject() {
        return first() == '{';
    }

    private int first() {
        for (byte b : json) {
            if (b > ' ') {
                return b;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }
}
