package dev.penstock.toolkit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one event in the JSON format, the parser standing at its opening brace. */
final class Envelope {
    private final JsonParser parser;
    private final byte[] json;
    private final int offset;
    private final Attributes attributes = new Attributes();
    private final Set<String> seen = new HashSet<>();
    private @Nullable JsonToken dataToken;
    private @Nullable String text;
    private int dataFrom;
    private int dataTo;
    private byte @Nullable [] binary;

    Envelope(JsonParser parser, byte[] json, int offset) {
        this.parser = parser;
        this.json = json;
        this.offset = offset;
    }

    CloudEvent read() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new NotACloudEvent("an event is a JSON object, not " + name(parser.currentToken()));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!seen.add(name)) {
                throw new NotACloudEvent("the attribute " + Excerpt.of(name) + " stands there twice");
            }
            if (name.equals("data")) {
                slice(value);
            } else if (value != JsonToken.VALUE_NULL) {
                member(name, value);
            }
        }
        return attributes.event(data());
    }

    private void slice(JsonToken value) throws IOException {
        dataToken = value;
        dataFrom = offset + (int) parser.currentTokenLocation().getByteOffset();
        String type = attributes.datacontenttype();
        if (value == JsonToken.VALUE_STRING && type != null && !MediaTypes.isJson(type)) {
            text = parser.getText();
        }
        parser.skipChildren();
        parser.finishToken();
        dataTo = offset + (int) parser.currentLocation().getByteOffset();
    }

    private void member(String name, JsonToken value) throws IOException {
        if (!name.equals("data_base64")) {
            attributes.set(name, scalar(name, value));
            return;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw new NotACloudEvent("'data_base64' must be a string");
        }
        try {
            binary = Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException e) {
            throw new NotACloudEvent("'data_base64' is not Base64: " + e.getMessage(), e);
        }
    }

    private Object scalar(String name, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> integer(name);
            default ->
                throw new NotACloudEvent("the attribute " + Excerpt.of(name) + " is " + name(value)
                        + "; attributes are strings, booleans or whole numbers of 32 bits");
        };
    }

    private Integer integer(String name) throws IOException {
        try {
            return Integer.valueOf(parser.getText());
        } catch (NumberFormatException e) {
            throw new NotACloudEvent(
                    "the attribute " + Excerpt.of(name) + " is a number beyond 32 bits; send it as a string", e);
        }
    }

    private byte @Nullable [] data() throws IOException {
        if (dataToken == null) {
            return binary;
        }
        String type = attributes.datacontenttype();
        // Null is the JSON value only where the event says that its data is JSON; elsewhere it is how some write
        // "none".
        if (dataToken == JsonToken.VALUE_NULL && (type == null || binary != null || !MediaTypes.isJson(type))) {
            return binary;
        }
        if (binary != null) {
            throw new NotACloudEvent("both 'data' and 'data_base64' are there; send one");
        }
        if (type == null || MediaTypes.isJson(type)) {
            return Arrays.copyOfRange(json, dataFrom, dataTo);
        }
        if (dataToken != JsonToken.VALUE_STRING) {
            throw new NotACloudEvent("'data' is " + name(dataToken) + ", but the datacontenttype " + Excerpt.of(type)
                    + " is not JSON; send a string or 'data_base64'");
        }
        if (text != null) {
            return TextData.bytes(text, type);
        }
        // The type came after the data: only now is it known to be text.
        try (JsonParser slice = Parsers.open(json, dataFrom, dataTo - dataFrom)) {
            slice.nextToken();
            return TextData.bytes(slice.getText(), type);
        }
    }

    private static String name(@Nullable JsonToken token) {
        return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }
}
