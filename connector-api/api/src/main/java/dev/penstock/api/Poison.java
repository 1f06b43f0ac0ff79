package dev.penstock.api;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source returns in place of an event for a record that it cannot make sense of.
 *
 * <p>The engine sends it to the dead letters instead of the sink, and settles it once it is durable there; the records
 * behind it go on. A record that may be readable later is not poison: throw then.
 *
 * @param event the record as it came, in an event with a stable id; that is what is kept
 * @param failure why it is no event
 */
public record Poison(CloudEvent event, Failure failure) implements CloudEvent {
    public Poison {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(failure, "failure");
    }

    @Override
    public @Nullable CloudEventData getData() {
        return event.getData();
    }

    @Override
    public SpecVersion getSpecVersion() {
        return event.getSpecVersion();
    }

    @Override
    public String getId() {
        return event.getId();
    }

    @Override
    public String getType() {
        return event.getType();
    }

    @Override
    public URI getSource() {
        return event.getSource();
    }

    @Override
    public @Nullable String getDataContentType() {
        return event.getDataContentType();
    }

    @Override
    public @Nullable URI getDataSchema() {
        return event.getDataSchema();
    }

    @Override
    public @Nullable String getSubject() {
        return event.getSubject();
    }

    @Override
    public @Nullable OffsetDateTime getTime() {
        return event.getTime();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return event.getAttribute(name);
    }

    @Override
    public @Nullable Object getExtension(String name) {
        return event.getExtension(name);
    }

    @Override
    public Set<String> getExtensionNames() {
        return event.getExtensionNames();
    }
}
