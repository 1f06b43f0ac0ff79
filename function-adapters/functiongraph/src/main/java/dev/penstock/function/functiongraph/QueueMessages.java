package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.JsonText;
import dev.penstock.toolkit.json.NotJson;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages of Kafka, RocketMQ and RabbitMQ. The platform passes on their texts and nothing else: no key, no offset. So an id is
 * made of the text, its place, and when the platform fetched it, which are the same when it repeats the invocation.
 *
 * <p>The older shape of Kafka has {@code messages} and {@code topic_id} at the top, the newer one an array of {@code records}.
 */
final class QueueMessages {
    private QueueMessages() {}

    static List<CloudEvent> read(Payload payload, String service) {
        List<CloudEvent> events = new ArrayList<>();
        @Nullable String[] top = payload.texts("/instance_id", "/event_time");
        List<Payload> records = payload.has("/records") ? payload.items("/records") : List.of(payload);
        for (int i = 0; i < records.size(); i++) {
            Payload record = records.get(i);
            @Nullable String[] own = record.texts("/instance_id", "/topic_id", "/exchange");
            String instance = own[0] == null ? top[0] : own[0];
            String channel = own[1] == null ? own[2] : own[1];
            EventBuilder event = EventBuilder.of(
                            Origin.source(service, instance, channel), TriggerEvents.TYPE + service + ".message")
                    .subject(channel)
                    .time(Origin.time(top[1]));
            List<Payload> messages = record.items("/messages");
            for (int k = 0; k < messages.size(); k++) {
                byte[] data = data(messages.get(k));
                CloudEvent inside = TriggerEvents.inside(data);
                events.add(
                        inside != null
                                ? inside
                                : event.id(StableId.hash( // I5
                                                bytes(Objects.requireNonNullElse(top[1], "")),
                                                bytes(i + "/" + k),
                                                data))
                                        .contentType(contentType(data))
                                        .data(data)
                                        .build());
            }
        }
        return events;
    }

    /** A text, alone or as the {@code message} of an object; anything else as it is written. */
    private static byte[] data(Payload message) {
        String text = message.isObject() ? message.text("/message") : message.text();
        return text == null ? message.bytes() : bytes(text);
    }

    private static String contentType(byte[] data) {
        Payload payload = new Payload(data);
        if (payload.isObject() || payload.isArray()) {
            try {
                JsonText.check(data);
                return TriggerEvents.JSON;
            } catch (NotJson text) {
                // as below
            }
        }
        return "text/plain; charset=utf-8";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
