package dev.penstock.connector.rocketmq;

import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.util.Map;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageConst;
import org.jspecify.annotations.Nullable;

/** Turns events into messages; immutable. */
final class MessageWriter {
    private static final String JSON = "application/cloudevents+json; charset=UTF-8";
    /** RocketMQ takes no empty body; the CloudEvents SDK for Java sends and reads this one as none. */
    private static final byte[] NOTHING = {0};
    /** What the length's two bytes can tell, without what the client and the broker add. */
    private static final int MAX_PROPERTIES = Short.MAX_VALUE - 1_000;

    private final Text topic;
    private final MessageMode mode;
    private final String keys;
    private final Text tags;

    MessageWriter(RocketmqSinkConfig config) {
        this.topic = config.topic();
        this.mode = config.mode();
        this.keys = config.keys();
        this.tags = config.tags() == null ? new Text.ByAttribute("tags") : config.tags();
    }

    /** A message and what the sink has to know of it: its key, whether it goes in a request of its own, its size at most. */
    record Written(Message message, @Nullable String key, boolean alone, int size) {}

    /**
     * The message of an event.
     *
     * @throws IllegalArgumentException when the event cannot become one, with a message for the user
     */
    Written of(CloudEvent event) {
        Message message =
                new Message(topic(event), mode == MessageMode.STRUCTURED ? CloudEventJson.write(event) : data(event));
        switch (mode) {
            case BINARY -> addAttributes(event, message);
            case STRUCTURED -> message.putUserProperty(MessageReader.CONTENT_TYPE, JSON);
            case DATA -> {
                // Nothing but the data.
            }
        }
        String key = EventAttributes.text(event, MessageReader.PARTITION_KEY);
        set(message, MessageConst.PROPERTY_SHARDING_KEY, key);
        set(message, MessageConst.PROPERTY_KEYS, keys.equals("none") ? null : EventAttributes.text(event, keys));
        set(message, MessageConst.PROPERTY_TAGS, text(tags, event));
        // What RocketMQ takes in no batch.
        boolean alone = Delays.apply(event, message) || message.getTopic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
        int size = message.getBody().length + propertiesOf(message) + 100;
        return new Written(message, key == null ? event.getSubject() : key, alone, size);
    }

    /**
     * The size of the properties. Refuses more than RocketMQ holds: in a batch, where the length wraps around, the broker
     * takes all of the batch for garbage.
     */
    private static int propertiesOf(Message message) {
        int size = 0;
        for (Map.Entry<String, String> property : message.getProperties().entrySet()) {
            size += bytes(property.getKey()) + bytes(property.getValue()) + 2;
        }
        if (size > MAX_PROPERTIES) {
            throw new IllegalArgumentException("its attributes have " + size + " bytes, more than the " + MAX_PROPERTIES
                    + " that a message holds; mode: structured puts them into the body");
        }
        return size;
    }

    /** In UTF-8, or a little more. */
    private static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
        }
        return bytes;
    }

    private String topic(CloudEvent event) {
        String name = text(topic, event);
        if (name == null || !name.matches(Names.NAME)) {
            throw new IllegalArgumentException("its attribute '" + ((Text.ByAttribute) topic).attribute()
                    + "' is to name its topic, and is " + (name == null ? "not there" : "no name for one"));
        }
        return name;
    }

    private static @Nullable String text(Text text, CloudEvent event) {
        return text instanceof Text.Fixed fixed
                ? fixed.text()
                : EventAttributes.text(event, ((Text.ByAttribute) text).attribute());
    }

    private static byte[] data(CloudEvent event) {
        CloudEventData data = event.getData();
        byte[] bytes = data == null ? NOTHING : data.toBytes();
        return bytes.length == 0 ? NOTHING : bytes;
    }

    private static void addAttributes(CloudEvent event, Message to) {
        add(to, "specversion", "1.0");
        add(to, "id", event.getId());
        add(to, "source", event.getSource());
        add(to, "type", event.getType());
        add(to, "subject", event.getSubject());
        add(to, "dataschema", event.getDataSchema());
        add(to, "time", event.getTime());
        add(to, "contenttype", event.getDataContentType());
        for (String name : event.getExtensionNames()) {
            add(to, name, event.getExtension(name));
        }
    }

    private static void add(Message to, String name, @Nullable Object value) {
        set(to, MessageReader.PREFIX + name, value == null ? null : EventAttributes.text(value));
    }

    private static void set(Message message, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        if (value.indexOf('\u0001') >= 0 || value.indexOf('\u0002') >= 0) {
            // RocketMQ parts properties by these two.
            throw new IllegalArgumentException("its property " + name + " has control characters");
        }
        MessageAccessor.putProperty(message, name, value);
    }
}
