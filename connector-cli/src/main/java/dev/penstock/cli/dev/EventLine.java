package dev.penstock.cli.dev;

import dev.penstock.api.Outcome;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that passed, as it is shown.
 *
 * @param type of the event
 * @param id of the event
 * @param source of the event
 * @param bytes how long its data is
 * @param outcome what became of it at the sink
 * @param reason why it did not get through; empty when it did
 */
public record EventLine(String type, String id, String source, int bytes, String outcome, String reason) {
    /** An event and what the sink said. */
    public static EventLine of(CloudEvent event, Outcome outcome) {
        CloudEventData data = event.getData();
        String reason =
                switch (outcome.kind()) {
                    case DELIVERED -> "";
                    case RETRY -> ((Outcome.Retry) outcome).failure().message();
                    case REJECTED -> ((Outcome.Rejected) outcome).failure().message();
                    case SKIPPED -> ((Outcome.Skipped) outcome).reason();
                    case HALT -> ((Outcome.Halt) outcome).failure().message();
                };
        String word =
                switch (outcome.kind()) {
                    case DELIVERED -> "delivered";
                    case RETRY -> "retry";
                    case REJECTED -> "rejected";
                    case SKIPPED -> "skipped";
                    case HALT -> "halted";
                };
        return new EventLine(
                event.getType(),
                event.getId(),
                String.valueOf(event.getSource()),
                data == null ? 0 : data.toBytes().length,
                word,
                reason);
    }

    /** The same for a program. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", type);
        values.put("id", id);
        values.put("source", source);
        values.put("bytes", bytes);
        values.put("outcome", outcome);
        if (!reason.isEmpty()) {
            values.put("reason", reason);
        }
        return values;
    }

    /** One line; what an event brings cannot break it or command the terminal. */
    @Override
    public String toString() {
        return OneLine.of(type + "  " + id + "  " + source + "  " + bytes + " B  " + outcome
                + (reason.isEmpty() ? "" : ": " + reason));
    }
}
