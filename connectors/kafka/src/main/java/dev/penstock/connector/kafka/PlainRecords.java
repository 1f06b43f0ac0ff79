package dev.penstock.connector.kafka;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the plain records of one partition.
 *
 * <p>The id is {@code topic-partition-offset}, the time the record's, the subject {@code topic-partition}; the key becomes
 * {@code partitionkey}, headers become extension attributes by {@link HeaderNames}. A tombstone is an event without data.
 */
final class PlainRecords {
    private static final Map<String, Object> NO_EXTENSIONS = Map.of();

    private final String partition;
    private final String idPrefix;
    private final URI source;
    private final String type;
    private final @Nullable String contentType;

    PlainRecords(PlainShape shape, String topic, int partition) {
        this.partition = topic + "-" + partition;
        this.idPrefix = this.partition + "-";
        this.source = shape.source(topic);
        this.type = shape.type();
        this.contentType = shape.contentType();
    }

    /** The event of a record with these headers. */
    CloudEvent event(ConsumerRecord<byte[], byte[]> from, Header[] headers) {
        byte[] value = from.value();
        CloudEventData data = value == null ? null : BytesCloudEventData.wrap(value);
        // Not the builder, which checks what is known to be right, for every record.
        return new CloudEventV1(
                idPrefix + from.offset(), // I5
                source,
                type,
                contentType(headers),
                null,
                partition, // I4: what has no key keeps the order of its partition
                time(from.timestamp()),
                data,
                extensions(from.key(), headers));
    }

    private @Nullable String contentType(Header[] headers) {
        String found = headers.length == 0 ? null : CloudEventRecords.contentType(headers);
        return found == null || found.isEmpty() ? contentType : found;
    }

    private static @Nullable OffsetDateTime time(long timestamp) {
        return timestamp < 0 ? null : OffsetDateTime.ofInstant(Instant.ofEpochMilli(timestamp), ZoneOffset.UTC);
    }

    private static Map<String, Object> extensions(byte @Nullable [] key, Header[] headers) {
        if (headers.length == 0) {
            return key == null ? NO_EXTENSIONS : Map.of(CloudEventRecords.PARTITION_KEY, Texts.textOrBase64(key));
        }
        Map<String, Object> extensions = new LinkedHashMap<>();
        if (key != null) {
            extensions.put(CloudEventRecords.PARTITION_KEY, Texts.textOrBase64(key));
        }
        for (Header header : headers) {
            if (!header.key().equals(CloudEventRecords.CONTENT_TYPE)) {
                byte[] value = header.value();
                extensions.put(
                        HeaderNames.free(header.key(), extensions), value == null ? "" : Texts.textOrBase64(value));
            }
        }
        return extensions;
    }
}
