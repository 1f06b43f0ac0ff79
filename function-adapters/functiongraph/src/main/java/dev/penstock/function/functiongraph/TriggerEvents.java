package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.NotACloudEvent;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what triggers send, one for each record, with ids that are the same when the platform repeats an
 * invocation. The shapes are those of the platform's documentation, "Supported Trigger Events"; what has none of them is one
 * event as a whole, so that no trigger's data is lost for being new.
 *
 * <p>Pure functions of the payload; for any thread.
 */
final class TriggerEvents {
    static final String TYPE = "com.huaweicloud.";
    static final String JSON = "application/json";

    private TriggerEvents() {}

    /**
     * The events of a payload.
     *
     * @param function the name of the function, the source of what no trigger is known for
     * @param requestId the id of the invocation, which repetitions share; null when it is not known
     * @throws MalformedPayload when it is not JSON, or says to be what it is not
     */
    static List<CloudEvent> read(Payload payload, String function, @Nullable String requestId) {
        if (payload.isArray() && payload.text("/0/specversion") != null) {
            return cloudEvents(payload);
        }
        @Nullable
        String[] marks =
                payload.texts("/specversion", "/trigger_type", "/Records/0/eventName", "/lts/data", "/cts/trace_name");
        if (marks[0] != null) {
            return cloudEvents(payload);
        }
        String trigger = marks[1] == null ? "" : marks[1].toUpperCase(Locale.ROOT);
        switch (trigger) {
            case "KAFKA", "ROCKETMQ", "RABBITMQ" -> {
                return QueueMessages.read(payload, trigger.toLowerCase(Locale.ROOT));
            }
            case "TIMER" -> {
                return List.of(SingleRecords.timer(payload));
            }
            default -> {
                // told by what is inside
            }
        }
        if (marks[2] != null) {
            return ServiceRecords.obs(payload);
        }
        if (payload.has("/record/0/smn")) {
            return ServiceRecords.smn(payload);
        }
        if (marks[3] != null) {
            return LogRecords.read(payload, marks[3]);
        }
        if (marks[4] != null) {
            return List.of(SingleRecords.cts(payload));
        }
        return List.of(unknown(payload, function, requestId));
    }

    /** An event that is in a text as JSON; null when the text is something else. */
    static @Nullable CloudEvent inside(byte[] text) {
        Payload payload = new Payload(text);
        if (!payload.isObject()) {
            return null;
        }
        try {
            return payload.text("/specversion") == null ? null : CloudEventJson.read(payload.bytes());
        } catch (MalformedPayload | NotACloudEvent somethingElse) {
            return null;
        }
    }

    private static List<CloudEvent> cloudEvents(Payload payload) {
        try {
            return payload.isArray()
                    ? CloudEventJson.readBatch(payload.bytes())
                    : List.of(CloudEventJson.read(payload.bytes()));
        } catch (NotACloudEvent e) {
            throw new MalformedPayload("the payload says to be a CloudEvent and is none: " + e.getMessage(), e);
        }
    }

    private static CloudEvent unknown(Payload payload, String function, @Nullable String requestId) {
        EventBuilder event = EventBuilder.of(
                        Origin.source("functiongraph", function), TYPE + "functiongraph.invocation")
                .contentType(JSON)
                .data(payload.bytes());
        // equal payloads of two invocations are two events
        return (requestId == null ? event.id(StableId.hash(payload.bytes())) : event.id(requestId)).build(); // I5
    }
}
