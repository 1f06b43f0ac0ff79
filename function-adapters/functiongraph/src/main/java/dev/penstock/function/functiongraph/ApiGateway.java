package dev.penstock.function.functiongraph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.function.HttpReply;
import dev.penstock.toolkit.json.Parsers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP requests as the API gateway sends them to a function, and the replies that it takes. */
final class ApiGateway {
    private static final JsonFactory WRITER = new JsonFactory();

    private ApiGateway() {}

    /** The request in a payload; empty when it is something else. */
    static Optional<WebhookRequest> request(Payload payload) {
        if (!payload.isObject()) {
            return Optional.empty();
        }
        @Nullable String[] told = payload.texts("/httpMethod", "/path", "/body", "/isBase64Encoded");
        if (told[0] == null || told[1] == null) {
            return Optional.empty();
        }
        StringBuilder query = new StringBuilder();
        for (Header parameter : fields(payload, "/queryStringParameters")) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8));
        }
        return Optional.of(new WebhookRequest(
                told[0].toUpperCase(Locale.ROOT),
                decoded(told[1]),
                query.toString(),
                fields(payload, "/headers"),
                body(Objects.requireNonNullElse(told[2], ""), "true".equals(told[3]))));
    }

    /** A reply as the gateway wants it. */
    static byte[] reply(HttpReply reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = WRITER.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("statusCode", reply.status());
            out.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : reply.headers().entrySet()) {
                out.writeStringField(header.getKey(), header.getValue());
            }
            out.writeEndObject();
            out.writeBooleanField("isBase64Encoded", true);
            out.writeStringField("body", Base64.getEncoder().encodeToString(reply.body()));
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] body(String text, boolean encoded) {
        if (!encoded) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedPayload("the body of the request is not Base64, though isBase64Encoded is true", e);
        }
    }

    /** The gateway decodes what it shows in variables of a path and leaves the path as it came. */
    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return path;
        }
    }

    /** Members of an object, in order; a member that is an array is there once for each of its values. */
    private static List<Header> fields(Payload payload, String pointer) {
        List<Header> fields = new ArrayList<>();
        List<Payload> found = payload.items(pointer);
        if (found.size() != 1 || !found.get(0).isObject()) {
            return fields;
        }
        byte[] json = found.get(0).bytes();
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        add(fields, name, parser);
                    }
                } else {
                    add(fields, name, parser);
                }
            }
        } catch (IOException e) {
            throw new MalformedPayload("the members of " + pointer + " cannot be read", e);
        }
        return fields;
    }

    private static void add(List<Header> fields, String name, JsonParser parser) throws IOException {
        if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
            fields.add(new Header(name, parser.getText()));
        } else {
            parser.skipChildren();
        }
    }
}
