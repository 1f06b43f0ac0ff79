package dev.penstock.connector.jdbc.sink;

import dev.penstock.toolkit.json.JsonText;
import dev.penstock.toolkit.json.MediaTypes;
import dev.penstock.toolkit.json.NotJson;
import io.cloudevents.CloudEvent;

/** Makes one value of all of an event's data. */
final class WholeData {
    private WholeData() {}

    static Object value(ColumnType type, CloudEvent event, byte[] data) {
        return switch (type) {
            case BYTES -> data;
            case JSON -> json(event, data);
            default -> Conversion.text(type, Texts.utf8(data));
        };
    }

    /** JSON as it is; other text as a JSON string. */
    private static String json(CloudEvent event, byte[] data) {
        String contentType = event.getDataContentType();
        try {
            if (contentType == null || MediaTypes.isJson(contentType)) {
                JsonText.check(data);
                return Texts.utf8(data);
            }
        } catch (NotJson e) {
            throw new RejectedRow("not-json", "the data are " + e.getMessage());
        }
        return Texts.jsonString(Texts.utf8(data));
    }
}
