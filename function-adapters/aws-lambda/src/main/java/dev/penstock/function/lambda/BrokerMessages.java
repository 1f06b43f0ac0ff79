package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages of brokers of Amazon MQ: the source is the broker and the queue. */
final class BrokerMessages {
    private BrokerMessages() {}

    /** Messages of ActiveMQ; the id is the one that the broker gave. */
    static List<CloudEvent> active(Json payload) {
        List<CloudEvent> events = new ArrayList<>();
        for (Json message : payload.items("messages")) {
            String queue = Objects.requireNonNullElse(message.text("destination", "physicalName"), "");
            EventBuilder plain = builder(payload, queue, "com.amazonaws.mq.ActiveMqMessage")
                    .id(message.need("messageID")) // I5
                    .time(Sources.milliseconds(message.text("timestamp")));
            Map<String, String> properties = new LinkedHashMap<>();
            message.members("properties").forEach((name, value) -> properties.put(name, value.text()));
            events.add(new Message(QueueRecords.contentType(properties), properties, data(message), null).event(plain));
        }
        return events;
    }

    /** Messages of RabbitMQ; the id is the publisher's, else made of the message. */
    static List<CloudEvent> rabbit(Json payload) {
        List<CloudEvent> events = new ArrayList<>();
        payload.members("rmqMessagesByQueue").forEach((queue, messages) -> {
            Map<String, Integer> same = new HashMap<>();
            for (Json message : messages.items()) {
                String id = message.text("basicProperties", "messageId");
                if (id == null || id.isEmpty()) {
                    String hash = StableId.hash(
                            String.valueOf(message.text("data")),
                            String.valueOf(message.text("basicProperties", "timestamp")));
                    int before = same.merge(hash, 1, Integer::sum);
                    id = before == 1 ? hash : hash + "-" + before; // two equal messages are two events
                }
                Map<String, String> headers = headers(message);
                EventBuilder plain = builder(payload, queue, "com.amazonaws.mq.RabbitMqMessage")
                        .id(id); // I5
                String type = message.text("basicProperties", "contentType");
                events.add(new Message(type, headers, data(message), null).event(plain));
            }
        });
        return events;
    }

    private static Map<String, String> headers(Json message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.members("basicProperties", "headers").forEach((name, value) -> {
            Json bytes = value.at("bytes");
            if (bytes != null) {
                headers.put(name, DataTypes.textOrBase64(KafkaRecords.bytes(bytes)));
            } else if (!value.isObject() && !value.isArray()) {
                headers.put(name, value.text());
            }
        });
        return headers;
    }

    private static byte @Nullable [] data(Json message) {
        String data = message.text("data");
        return data == null ? null : DataTypes.decoded(data);
    }

    private static EventBuilder builder(Json payload, String queue, String type) {
        String broker = Objects.requireNonNullElse(payload.text("eventSourceArn"), "aws:mq");
        return EventBuilder.of(Sources.uri(broker + "/" + queue), type);
    }
}
