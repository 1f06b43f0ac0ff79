package dev.penstock.toolkit.json;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Takes the attributes of one event, one by one, and refuses what CloudEvents 1.0 does not allow. */
final class Attributes {
    private final io.cloudevents.core.v1.CloudEventBuilder event = CloudEventBuilder.v1();
    private boolean specversion;
    private boolean id;
    private boolean source;
    private boolean type;
    private @Nullable String datacontenttype;

    /** Sets an attribute to a {@code String}, {@code Boolean} or {@code Integer}. */
    void set(String name, Object value) {
        switch (name) {
            case "specversion" -> specversion = specversion(text(name, value));
            case "id" -> {
                event.withId(filled(name, value));
                id = true;
            }
            case "source" -> {
                event.withSource(uri(name, filled(name, value)));
                source = true;
            }
            case "type" -> {
                event.withType(filled(name, value));
                type = true;
            }
            case "subject" -> event.withSubject(filled(name, value));
            case "time" -> event.withTime(time(text(name, value)));
            case "datacontenttype" -> {
                datacontenttype = mediaType(text(name, value));
                event.withDataContentType(datacontenttype);
            }
            case "dataschema" -> {
                URI schema = uri(name, filled(name, value));
                if (!schema.isAbsolute()) {
                    throw new NotACloudEvent("'dataschema' is not an absolute URI: " + Excerpt.of(schema.toString()));
                }
                event.withDataSchema(schema);
            }
            default -> extension(name, value);
        }
    }

    @Nullable
    String datacontenttype() {
        return datacontenttype;
    }

    CloudEvent event(byte @Nullable [] data) {
        require("specversion", specversion);
        require("id", id);
        require("source", source);
        require("type", type);
        return (data == null ? event : event.withData(data)).build();
    }

    private void extension(String name, Object value) {
        boolean valid = !name.isEmpty() && !name.equals("data");
        for (int i = 0; i < name.length() && valid; i++) {
            char c = name.charAt(i);
            valid = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        if (!valid) {
            throw new NotACloudEvent("not an attribute name: " + Excerpt.of(name)
                    + "; CloudEvents allows lower-case letters a to z and digits only");
        }
        if (value instanceof String text) {
            event.withExtension(name, text);
        } else if (value instanceof Boolean flag) {
            event.withExtension(name, flag);
        } else {
            event.withExtension(name, (Integer) value);
        }
    }

    private static boolean specversion(String version) {
        if (!version.equals("1.0")) {
            throw new NotACloudEvent("specversion " + Excerpt.of(version) + " is not supported; send 1.0");
        }
        return true;
    }

    private static void require(String name, boolean present) {
        if (!present) {
            throw new NotACloudEvent("the attribute '" + name + "' is missing");
        }
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new NotACloudEvent("'" + name + "' must be a string, not " + value);
    }

    private static String filled(String name, Object value) {
        String text = text(name, value);
        if (text.isEmpty()) {
            throw new NotACloudEvent("'" + name + "' is empty");
        }
        return text;
    }

    private static URI uri(String name, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new NotACloudEvent("'" + name + "' is not a URI: " + Excerpt.of(text), e);
        }
    }

    private static OffsetDateTime time(String text) {
        OffsetDateTime time = Rfc3339.parse(text);
        if (time == null) {
            throw new NotACloudEvent(
                    "'time' is not an RFC 3339 time: " + Excerpt.of(text) + "; write it like 2026-01-31T23:59:59Z");
        }
        return time;
    }

    private static String mediaType(String text) {
        if (!MediaTypes.isMediaType(text)) {
            throw new NotACloudEvent("'datacontenttype' is not a media type: " + Excerpt.of(text));
        }
        return text;
    }
}
