package dev.penstock.runtime.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.api.Offset;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;

/** Writes an offset as a JSON object of texts, and reads it back. */
public final class OffsetJson {
    private static final JsonFactory JSON = new JsonFactory();

    private OffsetJson() {}

    /** The object on one line, its names in order. */
    public static String write(Offset offset) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            for (Map.Entry<String, String> entry : offset.values().entrySet()) {
                out.writeStringField(entry.getKey(), entry.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    /**
     * The offset; numbers and booleans are taken as they are written.
     *
     * @throws IOException when the text is not a JSON object of plain values
     */
    public static Offset read(String text) throws IOException {
        Map<String, String> values = new TreeMap<>();
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object: " + text);
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (!in.nextToken().isScalarValue() || in.currentToken() == JsonToken.VALUE_NULL) {
                    throw new IOException("the value of '" + name + "' is not a text or a number: " + text);
                }
                values.put(name, in.getText());
            }
            if (in.nextToken() != null) {
                throw new IOException("something follows the JSON object: " + text);
            }
        }
        return Offset.of(values);
    }
}
