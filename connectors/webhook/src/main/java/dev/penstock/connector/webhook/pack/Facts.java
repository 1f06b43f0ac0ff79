package dev.penstock.connector.webhook.pack;

import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What templates are filled with: one request, and the values that were looked up in its body. */
final class Facts {
    private final WebhookRequest request;
    private final byte[] data;
    private final InstantSource clock;
    private final Map<String, Integer> positions;
    private final @Nullable String[] found;
    private final @Nullable String kind;

    Facts(
            WebhookRequest request,
            byte[] data,
            InstantSource clock,
            Map<String, Integer> positions,
            @Nullable String[] found,
            @Nullable String kind) {
        this.request = request;
        this.data = data;
        this.clock = clock;
        this.positions = positions;
        this.found = found;
        this.kind = kind;
    }

    WebhookRequest request() {
        return request;
    }

    byte[] data() {
        return data;
    }

    /** A field of the form that the request is; null when it is none. */
    @Nullable
    String form(String name) {
        String type = request.header("Content-Type");
        return type == null || !type.regionMatches(true, 0, Forms.TYPE, 0, Forms.TYPE.length())
                ? null
                : Forms.value(new String(request.body(), StandardCharsets.UTF_8), name);
    }

    InstantSource clock() {
        return clock;
    }

    @Nullable
    String kind() {
        return kind;
    }

    @Nullable
    String at(String pointer) {
        Integer position = positions.get(pointer);
        return position == null ? null : found[position];
    }
}
