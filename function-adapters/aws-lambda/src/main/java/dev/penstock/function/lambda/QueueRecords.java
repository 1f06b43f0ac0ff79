package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of SQS: the id is the message's, the source the queue. In a FIFO queue the group is the partition key; in others each
 * message is a subject of its own, so that none waits for another.
 */
final class QueueRecords {
    private QueueRecords() {}

    static Item read(Json message) {
        String id = message.need("messageId");
        String group = message.text("attributes", "MessageGroupId");
        return Item.of(Json.quoted(id), lane(message, group), () -> event(message, id, group));
    }

    /** A queue that is no FIFO queue may carry groups too, for fair shares and not for order. */
    private static @Nullable String lane(Json message, @Nullable String group) {
        return message.text("attributes", "SequenceNumber") == null ? null : group;
    }

    private static CloudEvent event(Json message, String id, @Nullable String group) {
        String queue = message.text("eventSourceARN");
        EventBuilder plain = EventBuilder.of(
                        Sources.uri(queue == null ? "aws:sqs" : queue), "com.amazonaws.sqs.Message")
                .id(id) // I5
                .subject(lane(message, group) == null ? id : null)
                .time(Sources.milliseconds(message.text("attributes", "SentTimestamp")));
        Map<String, String> attributes = attributes(message, "messageAttributes", "stringValue");
        String body = message.text("body");
        byte[] data = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return new Message(contentType(attributes), attributes, data, lane(message, group)).event(plain);
    }

    /** The attributes of a message that are text. */
    static Map<String, String> attributes(Json message, String member, String value) {
        Map<String, String> attributes = new LinkedHashMap<>();
        message.members(member).forEach((name, attribute) -> {
            String text = attribute.text(value);
            if (text != null) {
                attributes.put(name, text);
            }
        });
        return attributes;
    }

    /** What the headers say that the body is, or null. */
    static @Nullable String contentType(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("content-type") || name.equals("contenttype")) {
                return header.getValue();
            }
        }
        return null;
    }
}
