package dev.penstock.toolkit.http;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.json.CloudEventJson;
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

/**
 * Reads CloudEvents from HTTP requests in the three modes of the HTTP binding 1.0. The W3C trace context of the request goes into
 * events that have none.
 */
public final class CloudEventRequests {
    private static final String FAMILY = "application/cloudevents";

    private CloudEventRequests() {}

    /** How a request carries events. */
    public enum Mode {
        /** Attributes in headers, or nothing that says otherwise. */
        BINARY,
        /** One event in the JSON format. */
        STRUCTURED,
        /** A JSON array of events. */
        BATCH,
        /** A format of CloudEvents that is not read here. */
        UNKNOWN_FORMAT
    }

    /** Whether a request says that it carries CloudEvents. */
    public static boolean isCloudEvent(WebhookRequest request) {
        return isDeclared(request.header("Content-Type")) || request.header("ce-specversion") != null;
    }

    /** How a request carries events. */
    public static Mode mode(WebhookRequest request) {
        String type = request.header("Content-Type");
        if (type == null || !isDeclared(type)) {
            return Mode.BINARY;
        }
        String charset = MediaTypes.charset(type);
        if (charset != null && !charset.equals("utf-8") && !charset.equals("utf8")) {
            return Mode.UNKNOWN_FORMAT;
        }
        int end = type.indexOf(';');
        String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return switch (essence) {
            case "application/cloudevents+json" -> Mode.STRUCTURED;
            case "application/cloudevents-batch+json" -> Mode.BATCH;
            default -> Mode.UNKNOWN_FORMAT;
        };
    }

    private static boolean isDeclared(@Nullable String type) {
        return type != null && type.regionMatches(true, 0, FAMILY, 0, FAMILY.length());
    }

    /** The events of a request, or why it is refused: 400, or 415 for a format that is not read here. */
    public static Received read(WebhookRequest request) {
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

    /** The event with the trace context of the request it came with, unless it has one of its own. */
    public static CloudEvent traced(CloudEvent event, WebhookRequest request) {
        Optional<TraceContext> trace = TraceContext.of(request);
        if (trace.isEmpty() || event.getExtension("traceparent") != null) {
            return event;
        }
        CloudEventBuilder builder = CloudEventBuilder.from(event)
                .withExtension("traceparent", trace.get().parent());
        String state = trace.get().state();
        return (state == null ? builder : builder.withExtension("tracestate", state)).build();
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
}
