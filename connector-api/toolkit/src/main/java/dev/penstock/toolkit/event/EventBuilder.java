package dev.penstock.toolkit.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds CloudEvents 1.0 cheaply: nothing is allocated but the event.
 *
 * <p>Made for reuse: set what all events of a source share once, then for each record the id and the data, and build.
 * Every value stays until it is set again. Not for use by several threads.
 *
 * <p>The SDK's own builder copies, keeps a map per event and asks a service registry of validators at every build; here
 * the checks of the specification are made when a value is set.
 */
public final class EventBuilder {
    private static final Map<String, Object> NO_EXTENSIONS = Map.of();

    private URI source;
    private String type;
    private @Nullable String id;
    private @Nullable String subject;
    private @Nullable OffsetDateTime time;
    private @Nullable String contentType;
    private @Nullable URI dataSchema;
    private @Nullable CloudEventData data;
    private Map<String, Object> extensions = NO_EXTENSIONS;

    private EventBuilder(URI source, String type) {
        this.source = Attributes.source(source);
        this.type = Attributes.required("type", type);
    }

    /**
     * A builder of events of that source and type.
     *
     * @throws IllegalArgumentException when one of them is empty; so do all methods with a value that CloudEvents forbids
     */
    public static EventBuilder of(URI source, String type) {
        return new EventBuilder(source, type);
    }

    /** Where the events come from. With the id it names an event in the whole world. */
    public EventBuilder source(URI value) {
        source = Attributes.source(value);
        return this;
    }

    /** What kind of event it is. */
    public EventBuilder type(String value) {
        type = Attributes.required("type", value);
        return this;
    }

    /** The id: unique within the source, and the same when the record is read again. */
    public EventBuilder id(String value) {
        id = Attributes.required("id", value); // I5
        return this;
    }

    /** The id made of several parts with {@link StableId#join}. */
    public EventBuilder id(String first, String... more) {
        String[] parts = new String[more.length + 1];
        parts[0] = first;
        System.arraycopy(more, 0, parts, 1, more.length);
        return id(StableId.join(parts));
    }

    /** What it is about; null or empty: nothing in particular. */
    public EventBuilder subject(@Nullable String value) {
        subject = value == null || value.isEmpty() ? null : value;
        return this;
    }

    /** When it happened upstream; null if unknown. Never the time of reading, which differs at every read. */
    public EventBuilder time(@Nullable OffsetDateTime value) {
        time = value;
        return this;
    }

    /** When it happened upstream, in UTC. */
    public EventBuilder time(Instant value) {
        time = value.atOffset(ZoneOffset.UTC);
        return this;
    }

    /** The media type of the data; null: unknown. */
    public EventBuilder contentType(@Nullable String value) {
        contentType = Attributes.optional("datacontenttype", value);
        return this;
    }

    /** The schema of the data, an absolute URI; null: none. */
    public EventBuilder dataSchema(@Nullable URI value) {
        dataSchema = value;
        return this;
    }

    /** The data; null: none. Not copied, so not to be changed. */
    public EventBuilder data(byte @Nullable [] value) {
        data = value == null ? null : BytesCloudEventData.wrap(value);
        return this;
    }

    /** An extension attribute; null takes it off. Empty text counts as null. */
    public EventBuilder extension(String name, @Nullable String value) {
        return put(name, value == null || value.isEmpty() ? null : value);
    }

    /** An extension attribute that is a whole number. */
    public EventBuilder extension(String name, int value) {
        return put(name, value);
    }

    /** An extension attribute that is true or false. */
    public EventBuilder extension(String name, boolean value) {
        return put(name, value);
    }

    /**
     * The event.
     *
     * @throws IllegalStateException when no id was set
     */
    public CloudEvent build() {
        if (id == null) {
            throw new IllegalStateException("an event needs an id: set one before building");
        }
        return new CloudEventV1(id, source, type, contentType, dataSchema, subject, time, data, extensions);
    }

    /** Copies on write: events built so far keep the map they have. */
    private EventBuilder put(String name, @Nullable Object value) {
        Attributes.extensionName(name);
        Map<String, Object> changed = new TreeMap<>(extensions);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        extensions = changed.isEmpty() ? NO_EXTENSIONS : Collections.unmodifiableMap(changed);
        return this;
    }
}
