package dev.penstock.toolkit.json;

import io.cloudevents.CloudEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds events from attributes that arrived as text, HTTP headers for one, and refuses invalid ones.
 *
 * <p>Stricter than the CloudEvents SDK, whose builder lets empty ids, types and sources and malformed content types
 * through.
 */
public final class ValidEvents {
    private ValidEvents() {}

    /**
     * An event of these attributes.
     *
     * @param attributes by name as in the specification, {@code specversion} and {@code datacontenttype} included
     * @param data the data as it came, not copied, or null for none
     * @throws NotACloudEvent with a message for whoever sent it
     */
    public static CloudEvent of(Map<String, String> attributes, byte @Nullable [] data) {
        Attributes valid = new Attributes();
        attributes.forEach(valid::set);
        return valid.event(data);
    }
}
