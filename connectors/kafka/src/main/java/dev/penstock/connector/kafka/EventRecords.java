package dev.penstock.connector.kafka;

import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.Rfc3339;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Turns events into records; immutable. */
final class EventRecords {
    private static final byte[] VERSION = "1.0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] JSON = "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8);

    private final Destination topic;
    private final KafkaMode mode;
    private final String key;
    private final Map<String, String> headers;

    EventRecords(KafkaSinkConfig config) {
        this.topic = config.topic();
        this.mode = config.mode();
        this.key = config.key();
        this.headers = config.headers();
    }

    /**
     * The record of an event.
     *
     * @throws IllegalArgumentException when the event cannot become one, with a message for the user
     */
    ProducerRecord<byte[], byte[]> of(CloudEvent event) {
        RecordHeaders recordHeaders = new RecordHeaders();
        byte[] value = null;
        switch (mode) {
            case BINARY -> {
                addAttributes(event, recordHeaders);
                value = data(event);
            }
            case STRUCTURED -> {
                recordHeaders.add(CloudEventRecords.CONTENT_TYPE, JSON);
                value = CloudEventJson.write(event);
            }
            case DATA -> value = data(event);
        }
        headers.forEach((name, from) -> add(recordHeaders, name, header(event, from)));
        // Not the event's time: what is older than the topic's retention would be deleted as soon as it is written.
        return new ProducerRecord<>(topic(event), null, null, key(event), value, recordHeaders);
    }

    /** An event without data is a tombstone. */
    private static byte @Nullable [] data(CloudEvent event) {
        CloudEventData data = event.getData();
        return data == null ? null : data.toBytes();
    }

    private String topic(CloudEvent event) {
        if (topic instanceof Destination.Fixed fixed) {
            return fixed.topic();
        }
        String attribute = ((Destination.ByAttribute) topic).attribute();
        Object name = attribute(event, attribute);
        if (name == null) {
            throw new IllegalArgumentException(
                    "the event has no attribute '" + attribute + "', which is to name its topic");
        }
        String text = text(name);
        if (!text.matches(Topics.TOPIC)) {
            throw new IllegalArgumentException("the event's attribute '" + attribute
                    + "' is no name for a topic: letters, digits, '.', '_' and '-' only");
        }
        return text;
    }

    private byte @Nullable [] key(CloudEvent event) {
        Object value = key.equals("none") ? null : attribute(event, key);
        return value == null ? null : bytes(text(value));
    }

    private static @Nullable String header(CloudEvent event, String from) {
        if (!from.startsWith("@")) {
            return from;
        }
        Object value = attribute(event, from.substring(1));
        return value == null ? null : text(value);
    }

    private static void addAttributes(CloudEvent event, RecordHeaders to) {
        to.add("ce_specversion", VERSION);
        add(to, "ce_id", event.getId());
        add(to, "ce_source", event.getSource().toString());
        add(to, "ce_type", event.getType());
        add(to, "ce_subject", event.getSubject());
        if (event.getDataSchema() != null) {
            add(to, "ce_dataschema", event.getDataSchema().toString());
        }
        if (event.getTime() != null) {
            add(to, "ce_time", text(event.getTime()));
        }
        for (String name : event.getExtensionNames()) {
            Object value = event.getExtension(name);
            if (value != null) {
                add(to, "ce_" + name, text(value));
            }
        }
        add(to, CloudEventRecords.CONTENT_TYPE, event.getDataContentType());
    }

    private static void add(RecordHeaders to, String name, @Nullable String value) {
        if (value != null) {
            to.add(name, bytes(value));
        }
    }

    private static @Nullable Object attribute(CloudEvent event, String name) {
        return switch (name) {
            case "id" -> event.getId();
            case "source" -> event.getSource();
            case "type" -> event.getType();
            case "subject" -> event.getSubject();
            case "time" -> event.getTime();
            case "datacontenttype" -> event.getDataContentType();
            case "dataschema" -> event.getDataSchema();
            default -> event.getExtension(name);
        };
    }

    /** The canonical text of a value (CloudEvents 1.0.2, section "Type System"). */
    private static String text(Object value) {
        if (value instanceof OffsetDateTime time) {
            boolean plain = time.getOffset().getTotalSeconds() % 60 == 0; // RFC 3339 has no seconds in an offset
            return Rfc3339.format(plain ? time : time.withOffsetSameInstant(ZoneOffset.UTC));
        }
        return value instanceof byte[] binary ? Base64.getEncoder().encodeToString(binary) : value.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
