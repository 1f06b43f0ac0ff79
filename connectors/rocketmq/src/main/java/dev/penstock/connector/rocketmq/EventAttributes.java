package dev.penstock.connector.rocketmq;

import dev.penstock.toolkit.json.Rfc3339;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads attributes of an event by name, as text. */
final class EventAttributes {
    private EventAttributes() {}

    /** The text of an attribute or extension, or null when the event has none of that name. */
    static @Nullable String text(CloudEvent event, String name) {
        Object value =
                switch (name) {
                    case "id" -> event.getId();
                    case "source" -> event.getSource();
                    case "type" -> event.getType();
                    case "subject" -> event.getSubject();
                    case "time" -> event.getTime();
                    case "datacontenttype" -> event.getDataContentType();
                    case "dataschema" -> event.getDataSchema();
                    default -> event.getExtension(name);
                };
        return value == null ? null : text(value);
    }

    /** The canonical text of a value (CloudEvents 1.0.2, section "Type System"). */
    static String text(Object value) {
        if (value instanceof OffsetDateTime time) {
            boolean plain = time.getOffset().getTotalSeconds() % 60 == 0; // RFC 3339 has no seconds in an offset
            return Rfc3339.format(plain ? time : time.withOffsetSameInstant(ZoneOffset.UTC));
        }
        return value instanceof byte[] binary ? Base64.getEncoder().encodeToString(binary) : value.toString();
    }
}
