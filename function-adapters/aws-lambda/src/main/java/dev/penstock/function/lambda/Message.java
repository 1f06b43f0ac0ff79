package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.MediaTypes;
import dev.penstock.toolkit.json.NotACloudEvent;
import dev.penstock.toolkit.json.NotJson;
import dev.penstock.toolkit.json.ValidEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message out of a queue, a topic or a stream, which may be a CloudEvent: by its content type, by attributes among its headers,
 * or by what it holds.
 */
final class Message {
    private static final String FAMILY = "application/cloudevents";
    private static final String KEY = "partitionkey";
    /** As the bindings for Kafka, HTTP and AMQP write them. */
    private static final List<String> PREFIXES = List.of("ce_", "ce-", "cloudEvents:", "cloudEvents_");

    private static final List<JsonPointer> REQUIRED = List.of(
            JsonPointer.parse("/specversion"),
            JsonPointer.parse("/id"),
            JsonPointer.parse("/source"),
            JsonPointer.parse("/type"));

    private final @Nullable String contentType;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;
    private final @Nullable String key;

    /**
     * A message.
     *
     * @param contentType what it says it holds, or null
     * @param headers its headers or attributes, those that are text
     * @param body its body, not copied; null for none
     * @param key what it is in order by, or null
     */
    Message(@Nullable String contentType, Map<String, String> headers, byte @Nullable [] body, @Nullable String key) {
        this.contentType = contentType;
        this.headers = headers;
        this.body = body;
        this.key = key;
    }

    /**
     * The event: the one that the message is, or one with the message as its data.
     *
     * @param plain with the attributes of an event for a message that is none
     * @throws IllegalArgumentException when the message says that it is an event and is not
     */
    CloudEvent event(EventBuilder plain) {
        CloudEvent carried = carried();
        if (carried != null) {
            return key == null || key.isEmpty() || carried.getExtension(KEY) != null
                    ? carried
                    : CloudEventBuilder.from(carried).withExtension(KEY, key).build(); // I4
        }
        ExtensionNames names = new ExtensionNames();
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-type") && !name.equalsIgnoreCase("contentType")) {
                plain.extension(names.free(name), value);
            }
        });
        boolean typed = contentType != null && MediaTypes.isMediaType(contentType);
        return plain.extension(KEY, key)
                .contentType(body == null ? null : typed ? contentType : DataTypes.of(body))
                .data(body)
                .build();
    }

    private @Nullable CloudEvent carried() {
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FAMILY)) {
            if (!contentType.toLowerCase(Locale.ROOT).startsWith(FAMILY + "+json")) {
                throw new IllegalArgumentException("its content type is " + contentType
                        + "; only a single event, application/cloudevents+json, is read here");
            }
            return CloudEventJson.read(Objects.requireNonNullElse(body, new byte[0]));
        }
        for (String prefix : PREFIXES) {
            if (headers.containsKey(prefix + "specversion")) {
                return binary(prefix);
            }
        }
        return structured(body);
    }

    private CloudEvent binary(String prefix) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                attributes.put(name.substring(prefix.length()), value);
            }
        });
        if (contentType != null && body != null) {
            attributes.put("datacontenttype", contentType);
        }
        return ValidEvents.of(attributes, body);
    }

    /** The event that a JSON object is, or null when it is none. */
    static @Nullable CloudEvent structured(byte @Nullable [] json) {
        if (json == null || json.length == 0 || !mentionsVersion(json)) {
            return null;
        }
        try {
            for (String attribute : JsonPointers.find(json, REQUIRED)) {
                if (attribute == null) {
                    return null;
                }
            }
            return CloudEventJson.read(json);
        } catch (NotJson | NotACloudEvent somethingElse) {
            return null; // it did not say that it is one
        }
    }

    private static boolean mentionsVersion(byte[] json) {
        return new String(json, StandardCharsets.ISO_8859_1).contains("\"specversion\"");
    }
}
