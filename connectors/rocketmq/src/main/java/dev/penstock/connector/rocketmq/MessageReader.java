package dev.penstock.connector.rocketmq;

import dev.penstock.api.Failure;
import dev.penstock.api.Poison;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.ValidEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventV1;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into events: CloudEvents as the CloudEvents SDK for Java writes them, in either mode, and all others by
 * {@link PlainMessages}.
 */
final class MessageReader {
    static final String PREFIX = "CE_";
    static final String CONTENT_TYPE = "CE_contenttype";
    static final String PARTITION_KEY = "partitionkey";
    /** RocketMQ takes no empty body, so the SDK sends this for an event without data. */
    private static final byte NOTHING = 0;

    private static final String STRUCTURED = "application/cloudevents";

    private final PlainMessages plain;

    MessageReader(Plain plain) {
        this.plain = new PlainMessages(plain);
    }

    /** The message's event; {@link Poison} for one that claims to be a CloudEvent and is none. */
    CloudEvent event(MessageExt message) {
        Map<String, String> properties = message.getProperties();
        String type = properties.get(CONTENT_TYPE);
        try {
            if (type != null && type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
                return structured(message, type);
            }
            return properties.containsKey("CE_specversion") ? binary(message) : plain.event(message);
        } catch (IllegalArgumentException e) {
            CloudEvent raw = plain.event(message);
            String text = "message " + raw.getId() + " is not a CloudEvent: " + e.getMessage();
            return new Poison(raw, Failure.user("not-a-cloudevent", text)); // I3
        }
    }

    private static CloudEvent binary(MessageExt message) {
        Map<String, String> attributes = new LinkedHashMap<>();
        message.getProperties().forEach((name, value) -> {
            if (name.equals(CONTENT_TYPE)) {
                attributes.put("datacontenttype", value);
            } else if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), value);
            }
        });
        message.getProperties().forEach((name, value) -> {
            // The SDK writes extension attributes without the prefix.
            if (Names.isExtension(name) && !value.isEmpty()) {
                attributes.putIfAbsent(name, value);
            }
        });
        String key = message.getProperty(MessageConst.PROPERTY_SHARDING_KEY);
        if (key != null && !key.isEmpty()) {
            attributes.putIfAbsent(PARTITION_KEY, key); // I4
        }
        return ValidEvents.of(attributes, data(message));
    }

    private static CloudEvent structured(MessageExt message, String type) {
        if (!type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED + "+json")) {
            throw new IllegalArgumentException(
                    "its content type is " + type + "; Penstock reads application/cloudevents+json");
        }
        CloudEvent event = CloudEventJson.read(message.getBody());
        String key = message.getProperty(MessageConst.PROPERTY_SHARDING_KEY);
        return key == null || key.isEmpty() || event.getExtension(PARTITION_KEY) != null ? event : withKey(event, key);
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

    /** The body, or null when it stands for none. */
    static byte @Nullable [] data(MessageExt message) {
        byte[] body = message.getBody();
        return body == null || body.length == 0 || (body.length == 1 && body[0] == NOTHING) ? null : body;
    }
}
