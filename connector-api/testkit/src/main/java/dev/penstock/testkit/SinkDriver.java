package dev.penstock.testkit;

import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the driver of a sink can see of the system downstream. */
public interface SinkDriver extends Conformance {
    /**
     * The values of all events that are durably in the target now, in the order of their arrival.
     *
     * <p>Looks at the target itself, never at the sink. Called as soon as a write has returned: what the sink calls delivered
     * has to be there.
     */
    List<String> arrived() throws Exception;

    /**
     * An event that the target can take, holding that value.
     *
     * @param id differs for each event
     * @param key events of one key stay in order
     * @param value comes back from {@link #arrived}
     */
    default CloudEvent event(String id, String key, String value) {
        return EventBuilder.of(URI.create("/conformance"), "dev.penstock.conformance")
                .id(id)
                .subject(key)
                .contentType("text/plain")
                .data(value.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** Whether the target can hold that value. */
    default boolean takes(String value) {
        return true;
    }

    /** The longest value that the target can hold, in characters. */
    default int largest() {
        return 200_000;
    }
}
