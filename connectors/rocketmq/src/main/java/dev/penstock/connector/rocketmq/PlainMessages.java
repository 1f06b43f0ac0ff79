package dev.penstock.connector.rocketmq;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of plain messages.
 *
 * <p>The time is when the message was born, the subject its queue; the sharding key becomes {@code partitionkey}, tags and
 * keys are attributes of those names, properties become extension attributes by {@link Names#extension}. A message that
 * comes from the retry topic makes the event that it made the first time.
 */
final class PlainMessages {
    private final Plain plain;
    private final Map<String, URI> sources = new ConcurrentHashMap<>();

    PlainMessages(Plain plain) {
        this.plain = plain;
    }

    CloudEvent event(MessageExt message) {
        byte[] data = MessageReader.data(message);
        String topic = message.getProperty(MessageConst.PROPERTY_RETRY_TOPIC);
        // Not the builder, which checks what is known to be right, for every message.
        return new CloudEventV1(
                id(message),
                sources.computeIfAbsent(topic == null ? message.getTopic() : topic, plain::source), // I5
                plain.type(),
                contentType(message),
                null,
                message.getBrokerName() + "-"
                        + message.getQueueId(), // I4: what has no key keeps the order of its queue
                OffsetDateTime.ofInstant(Instant.ofEpochMilli(message.getBornTimestamp()), ZoneOffset.UTC),
                data == null ? null : BytesCloudEventData.wrap(data),
                extensions(message));
    }

    /** The same at every delivery: the retry topic keeps both properties, and changes the broker's own id. */
    private String id(MessageExt message) {
        String keys = plain.id() == IdSource.KEYS ? message.getKeys() : null;
        if (keys != null && !keys.isEmpty()) {
            return keys; // I5
        }
        String unique = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        String origin = unique == null ? message.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID) : unique;
        return origin == null ? message.getMsgId() : origin; // I5
    }

    private @Nullable String contentType(MessageExt message) {
        String found = message.getProperty("content-type");
        found = found == null ? message.getProperty("contenttype") : found;
        return found == null || found.isEmpty() ? plain.contentType() : found;
    }

    private static Map<String, Object> extensions(MessageExt message) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        put(extensions, MessageReader.PARTITION_KEY, message.getProperty(MessageConst.PROPERTY_SHARDING_KEY));
        put(extensions, "tags", message.getTags());
        put(extensions, "keys", message.getKeys());
        message.getProperties().forEach((name, value) -> {
            if (!ownedByRocketmq(name) && !name.equals("content-type") && !name.equals("contenttype")) {
                put(extensions, Names.extension(name, extensions), value);
            }
        });
        return extensions;
    }

    private static boolean ownedByRocketmq(String name) {
        return MessageConst.STRING_HASH_SET.contains(name)
                || name.startsWith("__")
                || name.startsWith("TIMER_")
                || name.startsWith("DLQ_ORIGIN_")
                || name.equals(MessageConst.PROPERTY_CLUSTER)
                || name.equals(MessageConst.PROPERTY_TRACE_CONTEXT);
    }

    private static void put(Map<String, Object> extensions, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            extensions.put(name, value);
        }
    }
}
