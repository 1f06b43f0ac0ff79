package dev.penstock.connector.webhook.pack;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates that are filled together, with one pass over the body for all their pointers. */
final class Plan {
    private final Attributes attributes;
    private final List<JsonPointer> pointers = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();

    Plan(Attributes attributes, List<Template> more) {
        this.attributes = attributes;
        for (Template template : attributes.templates()) {
            add(template);
        }
        for (Template template : more) {
            add(template);
        }
    }

    private void add(Template template) {
        for (String pointer : template.pointers()) {
            if (positions.putIfAbsent(pointer, pointers.size()) == null) {
                pointers.add(JsonPointer.parse(pointer));
            }
        }
    }

    Attributes attributes() {
        return attributes;
    }

    boolean needsBody() {
        return !pointers.isEmpty();
    }

    /**
     * Looks up what the templates need.
     *
     * @param json whether the data is to be read as JSON; otherwise pointers find nothing
     * @throws dev.penstock.toolkit.json.NotJson when they need the body and it is not JSON
     */
    Facts facts(WebhookRequest request, byte[] data, boolean json, InstantSource clock, @Nullable String kind) {
        @Nullable
        String[] found =
                json && needsBody() ? JsonPointers.find(data, pointers) : new @Nullable String[pointers.size()];
        return new Facts(request, data, clock, positions, found, kind);
    }
}
