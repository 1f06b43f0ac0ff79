package dev.penstock.toolkit.json;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the attributes of one event, one by one, and refuses what CloudEvents 1.0 does not allow. */
final class Attributes {
    private boolean specversion;
    private @Nullable String id;
    private @Nullable URI source;
    private @Nullable String type;
    private @Nullable String subject;
    private @Nullable OffsetDateTime time;
    private @Nullable String datacontenttype;
    private @Nullable URI dataschema;
    private Map<String, Object> extensions = Map.of();

    /** Sets an attribute to a {@code String}, {@code Boolean} or {@code Integer}. */
    void set(String name, Object value) {
        switch (name) {
            case "specversion" -> specversion = specversion(text(name, value));
            case "id" -> id = filled(name, value);
            case "source" -> source = uri(name, filled(name, value));
            case "type" -> type = filled(name, value);
            case "subject" -> subject = filled(name, value);
            case "time" -> time = time(text(name, value));
            case "datacontenttype" -> datacontenttype = mediaType(text(name, value));
            case "dataschema" -> dataschema = absolute(name, filled(name, value));
            default -> extension(name, value);
        }
    }

    @Nullable
    String datacontenttype() {
        return datacontenttype;
    }

    CloudEvent event(byte @Nullable [] data) {
        require("specversion", specversion);
        require("id", id != null);
        require("source", source != null);
        require("type", type != null);
        // Not the SDK's builder, which asks a registry of validators at every build.
        return new CloudEventV1(
                id,
                source,
                type,
                datacontenttype,
                dataschema,
                subject,
                time,
                data == null ? null : BytesCloudEventData.wrap(data),
                extensions.isEmpty() ? extensions : Collections.unmodifiableMap(extensions));
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
        if (extensions.isEmpty()) {
            extensions = new LinkedHashMap<>();
        }
        extensions.put(name, value);
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

    private static URI absolute(String name, String text) {
        URI uri = uri(name, text);
        if (!uri.isAbsolute()) {
            throw new NotACloudEvent("'" + name + "' is not an absolute URI: " + Excerpt.of(text));
        }
        return uri;
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
