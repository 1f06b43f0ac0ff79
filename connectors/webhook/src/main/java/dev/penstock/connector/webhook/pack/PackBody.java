package dev.penstock.connector.webhook.pack;

import dev.penstock.toolkit.json.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a provider's request holds.
 *
 * @param contentTypes the media types accepted; all when empty
 * @param contentType the media type of the data where the sender's own says less, or null
 * @param formField the field of a form that holds the JSON, or null
 * @param plainForms whether a form without that field is taken as it is
 * @param events the array that holds several events, or null when a request is one event
 * @param data the part of an event that becomes its data, or null for all of it
 */
public record PackBody(
        List<String> contentTypes,
        @Nullable String contentType,
        @Nullable String formField,
        boolean plainForms,
        @Nullable JsonPointer events,
        @Nullable JsonPointer data) {
    static final PackBody ANYTHING = new PackBody(List.of(), null, null, false, null, null);

    public PackBody {
        contentTypes = List.copyOf(contentTypes);
    }
}
