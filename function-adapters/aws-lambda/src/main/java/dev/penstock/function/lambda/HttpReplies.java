package dev.penstock.function.lambda;

import dev.penstock.function.HttpReply;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes HTTP replies as API Gateway, function URLs and load balancers want them. */
final class HttpReplies {
    private HttpReplies() {}

    static String write(Payload.Http request, HttpReply reply) {
        // text as it is, so that a REST API needs no list of binary media types; other bytes as Base64
        @Nullable String text = DataTypes.text(reply.body());
        String body = text == null ? Base64.getEncoder().encodeToString(reply.body()) : text;
        boolean lists = request.manyValues() && request.form() != HttpForm.GATEWAY_V2;
        return "{\"statusCode\":" + reply.status()
                + ",\"" + (lists ? "multiValueHeaders" : "headers") + "\":" + headers(reply.headers(), lists)
                + ",\"isBase64Encoded\":" + (text == null)
                + ",\"body\":" + Json.quoted(body) + "}";
    }

    private static String headers(Map<String, String> headers, boolean lists) {
        StringBuilder json = new StringBuilder("{");
        for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
            String value = Json.quoted(header.getValue());
            json.append(json.length() == 1 ? "" : ",")
                    .append(Json.quoted(header.getKey()))
                    .append(':')
                    .append(lists ? "[" + value + "]" : value);
        }
        return json.append('}').toString();
    }
}
