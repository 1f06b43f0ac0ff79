package dev.penstock.connector.webhook;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.JsonText;
import dev.penstock.toolkit.json.MediaTypes;
import dev.penstock.toolkit.json.NotACloudEvent;
import dev.penstock.toolkit.json.NotJson;
import dev.penstock.toolkit.json.ValidEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes CloudEvents in the three modes of the HTTP binding 1.0; safe for several threads. */
final class CloudEventsReading implements Reading {
    private static final List<JsonPointer> NAME = List.of(JsonPointer.parse("/source"), JsonPointer.parse("/id"));

    /** How a request carries events. */
    private enum Mode {
        BINARY,
        STRUCTURED,
        BATCH,
        UNKNOWN_FORMAT
    }

    private final AbuseProtection protection;

    CloudEventsReading(List<String> allowedOrigins, int allowedRate) {
        this.protection = new AbuseProtection(allowedOrigins, allowedRate);
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        return protection.handshake(request);
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        try {
            return switch (mode(request)) {
                case BINARY ->
                    name(HeaderText.decoded(request.header("ce-source")), HeaderText.decoded(request.header("ce-id")));
                case STRUCTURED -> {
                    @Nullable String[] found = JsonPointers.find(request.body(), NAME);
                    yield name(found[0], found[1]);
                }
                case BATCH -> StableId.hash(request.body());
                case UNKNOWN_FORMAT -> null;
            };
        } catch (NotJson e) {
            // receive() says it to the sender
            return null;
        }
    }

    @Override
    public Received receive(WebhookRequest request) {
        try {
            return switch (mode(request)) {
                case BINARY -> binary(request);
                case STRUCTURED -> Received.event(traced(CloudEventJson.read(request.body()), request));
                case BATCH ->
                    Received.events(CloudEventJson.readBatch(request.body()).stream()
                            .map(event -> traced(event, request))
                            .toList());
                case UNKNOWN_FORMAT ->
                    Received.refused(
                            415,
                            "unsupported-content-type",
                            "only the JSON format of CloudEvents in UTF-8 is taken here");
            };
        } catch (NotACloudEvent e) {
            return Received.refused(400, "not-a-cloudevent", String.valueOf(e.getMessage()));
        } catch (NotJson e) {
            return Received.refused(400, "bad-json", String.valueOf(e.getMessage()));
        }
    }

    private static Mode mode(WebhookRequest request) {
        String type = request.header("Content-Type");
        if (type == null || !type.regionMatches(true, 0, "application/cloudevents", 0, 23)) {
            return Mode.BINARY;
        }
        String charset = MediaTypes.charset(type);
        int end = type.indexOf(';');
        String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (charset != null && !charset.equals("utf-8") && !charset.equals("utf8")) {
            return Mode.UNKNOWN_FORMAT;
        }
        return switch (essence) {
            case "application/cloudevents+json" -> Mode.STRUCTURED;
            case "application/cloudevents-batch+json" -> Mode.BATCH;
            default -> Mode.UNKNOWN_FORMAT;
        };
    }

    private static Received binary(WebhookRequest request) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            if (header.getKey().startsWith("ce-")) {
                String name = header.getKey().substring(3);
                String value = header.getValue().size() == 1
                        ? HeaderText.decoded(header.getValue().get(0))
                        : null;
                if (value == null || name.equals("datacontenttype")) {
                    return Received.refused(
                            400, "bad-attribute", "the header ce-" + name + " is not one valid attribute of an event");
                }
                attributes.put(name, value);
            }
        }
        if (attributes.isEmpty()) {
            return Received.refused(
                    400,
                    "not-a-cloudevent",
                    "neither ce- headers nor Content-Type: application/cloudevents+json: this is no CloudEvent");
        }
        String type = request.header("Content-Type");
        if (type != null) {
            attributes.put("datacontenttype", type);
        }
        TraceContext.of(request).ifPresent(trace -> {
            if (attributes.putIfAbsent("traceparent", trace.parent()) == null && trace.state() != null) {
                attributes.put("tracestate", trace.state());
            }
        });
        byte[] body = request.body();
        if (body.length > 0 && type != null && MediaTypes.isJson(type)) {
            JsonText.check(body);
        }
        return Received.event(ValidEvents.of(attributes, body.length == 0 ? null : body));
    }

    private static CloudEvent traced(CloudEvent event, WebhookRequest request) {
        Optional<TraceContext> trace = TraceContext.of(request);
        if (trace.isEmpty() || event.getExtension("traceparent") != null) {
            return event;
        }
        CloudEventBuilder builder = CloudEventBuilder.from(event)
                .withExtension("traceparent", trace.get().parent());
        String state = trace.get().state();
        return (state == null ? builder : builder.withExtension("tracestate", state)).build();
    }

    private static @Nullable String name(@Nullable String source, @Nullable String id) {
        return source == null || id == null ? null : StableId.join(source, id);
    }
}
