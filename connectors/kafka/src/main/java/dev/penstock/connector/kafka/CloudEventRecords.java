package dev.penstock.connector.kafka;

import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.ValidEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records that are CloudEvents (Kafka protocol binding 1.0.2 for CloudEvents, section 3). */
final class CloudEventRecords {
    static final String CONTENT_TYPE = "content-type";
    static final String PARTITION_KEY = "partitionkey";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String PREFIX = "ce_";

    /** How a record says what it is. */
    enum Mode {
        PLAIN,
        BINARY,
        STRUCTURED
    }

    private CloudEventRecords() {}

    static Mode mode(Header[] headers) {
        if (headers.length == 0) {
            return Mode.PLAIN;
        }
        String type = contentType(headers);
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
            return Mode.STRUCTURED;
        }
        for (Header header : headers) {
            if (header.key().equals("ce_specversion")) {
                return Mode.BINARY;
            }
        }
        return Mode.PLAIN;
    }

    /** The text of the last header of that name, as Kafka's own rule is; null when there is none or it is no text. */
    static @Nullable String contentType(Header[] headers) {
        for (int i = headers.length - 1; i >= 0; i--) {
            if (headers[i].key().equals(CONTENT_TYPE)) {
                byte[] value = headers[i].value();
                return value == null ? null : Texts.text(value);
            }
        }
        return null;
    }

    /**
     * Reads an event whose attributes are headers.
     *
     * @throws IllegalArgumentException when it is not a valid event
     */
    static CloudEvent binary(ConsumerRecord<byte[], byte[]> from, Header[] headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Header header : headers) {
            String name = header.key();
            if (name.equals(CONTENT_TYPE)) {
                attributes.put("datacontenttype", text(header));
            } else if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), text(header));
            }
        }
        if (from.key() != null) {
            attributes.computeIfAbsent(PARTITION_KEY, absent -> Texts.textOrBase64(from.key())); // I4
        }
        return ValidEvents.of(attributes, from.value());
    }

    /**
     * Reads an event that is JSON.
     *
     * @throws IllegalArgumentException when it is not a valid event
     */
    static CloudEvent structured(ConsumerRecord<byte[], byte[]> from, Header[] headers) {
        String type = String.valueOf(contentType(headers)).toLowerCase(Locale.ROOT);
        if (!type.startsWith(STRUCTURED + "+json")) {
            throw new IllegalArgumentException(
                    "its content type is " + type + "; Penstock reads application/cloudevents+json");
        }
        if (from.value() == null) {
            throw new IllegalArgumentException("it has no value; a structured event is its value");
        }
        CloudEvent event = CloudEventJson.read(from.value());
        return from.key() == null || event.getExtension(PARTITION_KEY) != null
                ? event
                : withKey(event, Texts.textOrBase64(from.key()));
    }

    private static CloudEvent withKey(CloudEvent event, String key) {
        Map<String, Object> extensions = new HashMap<>();
        event.getExtensionNames().forEach(name -> extensions.put(name, event.getExtension(name)));
        extensions.put(PARTITION_KEY, key);
        return new CloudEventV1(
                event.getId(),
                event.getSource(),
                event.getType(),
                event.getDataContentType(),
                event.getDataSchema(),
                event.getSubject(),
                event.getTime(),
                event.getData(),
                extensions);
    }

    private static String text(Header header) {
        String text = header.value() == null ? null : Texts.text(header.value());
        if (text == null) {
            throw new IllegalArgumentException("the header " + header.key() + " is not text in UTF-8");
        }
        return text;
    }
}
