package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens on a WebSocket of the API Gateway: the source is the API and its stage, the subject and the key the connection. */
final class SocketMessages {
    private SocketMessages() {}

    static boolean is(Json payload) {
        return payload.text("requestContext", "connectionId") != null
                && payload.text("requestContext", "eventType") != null;
    }

    static CloudEvent read(Json payload) {
        Json context = Objects.requireNonNull(payload.at("requestContext"));
        String kind = context.need("eventType").toLowerCase(Locale.ROOT);
        String connection = context.need("connectionId");
        String id = context.text("messageId");
        EventBuilder plain = EventBuilder.of(
                        Sources.uri("//" + context.text("domainName") + "/" + context.text("stage")),
                        "com.amazonaws.apigateway.websocket." + kind)
                .id(id == null ? context.need("requestId") : id) // I5
                .subject(connection)
                .time(Sources.milliseconds(context.text("requestTimeEpoch")))
                .extension("routekey", context.text("routeKey"));
        if (!kind.equals("message")) { // who came or went stands in the payload
            return plain.extension("partitionkey", connection)
                    .contentType("application/json")
                    .data(payload.bytes())
                    .build();
        }
        return new Message(null, Map.of(), body(payload), connection).event(plain);
    }

    private static byte @Nullable [] body(Json payload) {
        String body = payload.text("body");
        if (body == null) {
            return null;
        }
        return "true".equals(payload.text("isBase64Encoded"))
                ? DataTypes.decoded(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }
}
