package dev.penstock.connector.jdbc.sink;

import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** Reads an attribute of an event by its name, extensions included. */
final class EventAttributes {
    private EventAttributes() {}

    static @Nullable Object value(CloudEvent event, String name) {
        return switch (name) {
            case "id" -> event.getId();
            case "source" -> event.getSource().toString();
            case "type" -> event.getType();
            case "subject" -> event.getSubject();
            case "time" -> event.getTime();
            case "datacontenttype" -> event.getDataContentType();
            case "dataschema" ->
                event.getDataSchema() == null ? null : event.getDataSchema().toString();
            case "specversion" -> event.getSpecVersion().toString();
            default -> event.getExtension(name);
        };
    }
}
