package dev.penstock.connector.webhook.pack;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.json.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request carries: its body as it is, or the JSON in a field of a form; or why it cannot be taken. */
final class Content {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final @Nullable String type;
    private final byte[] data;
    private final Received.@Nullable Refused refused;

    private Content(@Nullable String type, byte[] data, Received.@Nullable Refused refused) {
        this.type = type;
        this.data = data;
        this.refused = refused;
    }

    static Content of(WebhookRequest request, Pack pack) {
        String type = request.header("Content-Type");
        if (type == null) {
            return new Content(null, request.body(), null);
        }
        if (!MediaTypes.isMediaType(type)) {
            return refused(415, "bad-content-type", "the Content-Type is not a media type; send application/json");
        }
        int end = type.indexOf(';');
        String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (!pack.contentTypes().isEmpty() && !pack.contentTypes().contains(essence)) {
            return refused(
                    415,
                    "unsupported-content-type",
                    "the Content-Type " + essence + " is not taken here; send "
                            + String.join(" or ", pack.contentTypes()));
        }
        if (pack.formField() != null && essence.equals(FORM)) {
            return form(request, pack.formField());
        }
        return new Content(type, request.body(), null);
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

    boolean json() {
        return type != null && MediaTypes.isJson(type);
    }

    private static Content form(WebhookRequest request, String field) {
        String json = Forms.value(new String(request.body(), StandardCharsets.UTF_8), field);
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
