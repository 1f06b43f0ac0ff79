package dev.penstock.toolkit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Puts a value into a JSON object and leaves every other byte as it is. */
public final class JsonPut {
    private JsonPut() {}

    /**
     * The object with the value where the pointer leads, in place of what is there; objects that are missing on the way are
     * made.
     *
     * @param value JSON, which is not checked
     * @throws NotJson with a message for whoever wrote it when the bytes are not JSON
     * @throws IllegalArgumentException when the pointer is empty, or leads through what is no object
     */
    public static byte[] into(byte[] json, JsonPointer pointer, byte[] value) {
        JsonText.check(json);
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            parser.nextToken();
            return put(parser, json, pointer, value);
        } catch (JsonProcessingException e) {
            throw new NotJson("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static byte[] put(JsonParser parser, byte[] json, JsonPointer pointer, byte[] value) throws IOException {
        List<String> steps = pointer.steps();
        for (int depth = 0; depth < steps.size() && parser.currentToken() == JsonToken.START_OBJECT; depth++) {
            int begin = (int) parser.currentTokenLocation().getByteOffset() + 1;
            boolean empty = parser.nextToken() == JsonToken.END_OBJECT;
            if (!find(parser, steps.get(depth))) {
                byte[] made = made(steps.subList(depth, steps.size()), value, !empty);
                return splice(json, begin, begin, made);
            }
            if (depth == steps.size() - 1) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                return splice(json, from, (int) parser.currentLocation().getByteOffset(), value);
            }
        }
        throw new IllegalArgumentException("'" + pointer + "' does not lead through objects");
    }

    /** From the first name of an object to the value of that name, if it has one. */
    private static boolean find(JsonParser parser, String name) throws IOException {
        for (; parser.currentToken() == JsonToken.FIELD_NAME; parser.nextToken()) {
            boolean here = parser.currentName().equals(name);
            parser.nextToken();
            if (here) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** The member of an object that leads to the value. */
    private static byte[] made(List<String> steps, byte[] value, boolean others) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < steps.size(); i++) {
            bytes.writeBytes(new byte[] {'{', '"'});
            bytes.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(steps.get(i)));
            bytes.writeBytes(new byte[] {'"', ':'});
        }
        bytes.writeBytes(value);
        for (int i = 1; i < steps.size(); i++) {
            bytes.write('}');
        }
        if (others) {
            bytes.write(',');
        }
        byte[] all = bytes.toByteArray();
        return Arrays.copyOfRange(all, 1, all.length); // it goes into braces that are there
    }

    private static byte[] splice(byte[] json, int from, int to, byte[] value) {
        byte[] whole = new byte[json.length - (to - from) + value.length];
        System.arraycopy(json, 0, whole, 0, from);
        System.arraycopy(value, 0, whole, from, value.length);
        System.arraycopy(json, to, whole, from + value.length, json.length - to);
        return whole;
    }
}
