package dev.penstock.connector.webhook.pack;

import dev.penstock.toolkit.json.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a pack file; the format is in {@code docs/reference/provider-packs.md}. */
final class PackFile {
    private PackFile() {}

    /**
     * Reads a pack.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException with a message for the user when it is not well-formed
     */
    static Pack read(String name, byte[] json) {
        try {
            return pack(name, JsonFields.read(json));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the pack '" + name + "': " + e.getMessage(), e);
        }
    }

    private static Pack pack(String name, JsonFields fields) {
        fields.text("summary", "");
        Map<String, Attributes> kinds = new HashMap<>();
        JsonFields each = fields.object("kinds");
        for (String kind : each.keys()) {
            kinds.put(kind, attributes(each.object(kind)));
        }
        Pack pack = new Pack(
                name,
                choice(Pack.Reads.class, "reads", fields.text("reads", "anything")),
                fields.has("verification") ? scheme(fields.object("verification")) : null,
                body(fields),
                templates(fields, "delivery-id"),
                templates(fields, "kind"),
                attributes(fields.object("event")),
                kinds,
                templates(fields, "ignore"),
                handshakes(fields));
        fields.done();
        return pack;
    }

    private static PackBody body(JsonFields fields) {
        return new PackBody(
                fields.texts("content-types"),
                fields.has("content-type") ? fields.text("content-type", null) : null,
                fields.has("form-field") ? fields.text("form-field", "") : null,
                fields.text("plain-forms", "false").equals("true"),
                fields.has("events") ? JsonPointer.parse(fields.text("events", "")) : null,
                fields.has("data") ? JsonPointer.parse(fields.text("data", "")) : null);
    }

    private static Attributes attributes(JsonFields fields) {
        Attributes attributes = new Attributes(
                templates(fields, "id"),
                templates(fields, "type"),
                templates(fields, "source"),
                templates(fields, "subject"),
                templates(fields, "time"));
        fields.done();
        return attributes;
    }

    private static List<Handshake> handshakes(JsonFields fields) {
        List<Handshake> handshakes = new ArrayList<>();
        for (JsonFields each : fields.objects("handshakes")) {
            handshakes.add(handshake(each));
        }
        return handshakes;
    }

    private static Handshake handshake(JsonFields fields) {
        Map<String, Template> object = new LinkedHashMap<>();
        JsonFields reply = fields.has("reply-object") ? fields.object("reply-object") : null;
        if (reply != null) {
            reply.keys().forEach(key -> object.put(key, Template.parse(reply.text(key, null))));
        }
        Handshake handshake = new Handshake(
                fields.text("method", "POST"),
                Template.parse(fields.text("when", null)),
                Template.parse(fields.text("reply", "")),
                object,
                fields.text("content-type", object.isEmpty() ? "text/plain" : "application/json"));
        fields.done();
        return handshake;
    }

    private static Scheme scheme(JsonFields fields) {
        List<SignatureScheme> signatures = new ArrayList<>();
        for (JsonFields each : fields.objects("signature")) {
            signatures.add(signature(each));
        }
        Scheme scheme = new Scheme(
                !fields.text("required", "true").equals("false"),
                fields.has("token") ? token(fields.object("token")) : null,
                signatures,
                fields.has("code") ? fields.text("code", null) : null);
        fields.done();
        return scheme;
    }

    private static TokenScheme token(JsonFields fields) {
        TokenScheme token = new TokenScheme(
                fields.has("header") ? fields.text("header", null) : null,
                fields.text("prefix", ""),
                fields.has("query") ? fields.text("query", null) : null);
        fields.done();
        return token;
    }

    private static SignatureScheme signature(JsonFields fields) {
        SignatureScheme.TimestampPlace timestamp = null;
        if (fields.has("timestamp")) {
            JsonFields place = fields.object("timestamp");
            timestamp = new SignatureScheme.TimestampPlace(place.text("header", null), place.text("prefix", ""));
            place.done();
        }
        SignatureScheme signature = new SignatureScheme(
                fields.text("header", null),
                fields.text("prefix", ""),
                fields.text("separator", ""),
                choice(SignatureScheme.Algorithm.class, "algorithm", fields.text("algorithm", "hmac-sha256")),
                choice(SignatureScheme.Encoding.class, "encoding", fields.text("encoding", "hex")),
                fields.text("content", "{body}"),
                timestamp,
                choice(SignatureScheme.SecretEncoding.class, "secret-encoding", fields.text("secret-encoding", "text")),
                fields.text("secret-prefix", ""));
        fields.done();
        return signature;
    }

    private static List<Template> templates(JsonFields fields, String key) {
        List<Template> templates = new ArrayList<>();
        for (String text : fields.texts(key)) {
            templates.add(Template.parse(text));
        }
        return templates;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String key, @Nullable String value) {
        for (E each : type.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException("'" + key + "' cannot be '" + value + "'; it is one of "
                + List.of(type.getEnumConstants())
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
    }
}
