package dev.penstock.connector.webhook.pack;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.json.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request carries: its body as it is, or the JSON in a field of a form; or why it cannot be taken. */
final class Content {
    private final @Nullable String type;
    private final byte[] data;
    private final Received.@Nullable Refused refused;

    private final boolean plainForm;

    private Content(@Nullable String type, byte[] data, Received.@Nullable Refused refused) {
        this(type, data, refused, false);
    }

    private Content(@Nullable String type, byte[] data, Received.@Nullable Refused refused, boolean plainForm) {
        this.plainForm = plainForm;
        this.type = type;
        this.data = data;
        this.refused = refused;
    }

    static Content of(WebhookRequest request, Pack pack) {
        String type = request.header("Content-Type");
        String known = pack.body().contentType();
        if (type == null) {
            return new Content(known, request.body(), null);
        }
        if (!MediaTypes.isMediaType(type)) {
            return refused(415, "bad-content-type", "the Content-Type is not a media type; send application/json");
        }
        int end = type.indexOf(';');
        String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        PackBody body = pack.body();
        if (!body.contentTypes().isEmpty() && !body.contentTypes().contains(essence)) {
            return refused(
                    415,
                    "unsupported-content-type",
                    "the Content-Type " + essence + " is not taken here; send "
                            + String.join(" or ", body.contentTypes()));
        }
        if (body.formField() != null && essence.equals(Forms.TYPE)) {
            return form(request, type, body.formField(), body.plainForms());
        }
        return new Content(known == null ? type : known, request.body(), null);
    }

    /** The media type, or null when the sender does not say. */
    @Nullable
    String type() {
        return type;
    }

    /** The raw bytes. */
    byte[] data() {
        return data;
    }

    /** Why it cannot be taken, or null when it can. */
    Received.@Nullable Refused refused() {
        return refused;
    }

    /** The same with a part of the data, which is JSON; empty: without data. */
    Content part(byte[] part) {
        return new Content(part.length == 0 ? null : "application/json", part, null);
    }

    /** Whether pointers lead into it: all but plain forms are taken for JSON, whatever the sender calls them. */
    boolean readable() {
        return !plainForm;
    }

    boolean json() {
        return type != null && MediaTypes.isJson(type);
    }

    private static Content form(WebhookRequest request, String type, String field, boolean plainForms) {
        String json = Forms.value(new String(request.body(), StandardCharsets.UTF_8), field);
        if (json == null && plainForms) {
            return new Content(type, request.body(), null, true);
        }
        return json == null
                ? refused(
                        400,
                        "bad-form",
                        "the form has no field '" + field + "'; to send JSON, say Content-Type: application/json")
                : new Content("application/json", json.getBytes(StandardCharsets.UTF_8), null);
    }

    private static Content refused(int status, String code, String message) {
        return new Content(null, new byte[0], (Received.Refused) Received.refused(status, code, message));
    }
}
