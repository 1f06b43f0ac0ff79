package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.toolkit.json.Parsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a JSON array as PostgreSQL writes arrays: {@code {1,NULL,"a b"}}. */
final class ArrayText {
    private ArrayText() {}

    static String of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        try (JsonParser parser = Parsers.open(bytes, 0, bytes.length)) {
            boolean first = true;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.END_ARRAY) {
                    text.append('}');
                    first = false;
                    continue;
                }
                if (!first) {
                    text.append(',');
                }
                first = false;
                switch (token) {
                    case START_ARRAY -> {
                        text.append('{');
                        first = true;
                    }
                    case VALUE_NULL -> text.append("NULL");
                    case VALUE_STRING -> quoted(Texts.wellFormed(parser.getText()), text);
                    case START_OBJECT, FIELD_NAME -> throw RejectedRow.value("an object is no array");
                    default -> text.append(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return text.toString();
    }

    private static void quoted(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
