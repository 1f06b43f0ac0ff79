package dev.penstock.connector.webhook;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.http.CloudEventRequests;
import dev.penstock.toolkit.http.HeaderText;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.JsonSlices;
import dev.penstock.toolkit.json.MediaTypes;
import dev.penstock.toolkit.json.NotACloudEvent;
import dev.penstock.toolkit.json.NotJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes CloudEvents in the three modes of the HTTP binding 1.0; safe for several threads. */
final class CloudEventsReading implements Reading {
    private static final List<JsonPointer> NAME = List.of(JsonPointer.parse("/source"), JsonPointer.parse("/id"));

    private final AbuseProtection protection;
    private final @Nullable JsonPointer wrapped;

    /**
     * Reads them.
     *
     * @param wrapped where plain JSON holds an array of events, or null when it holds none
     */
    CloudEventsReading(AbuseProtection protection, @Nullable JsonPointer wrapped) {
        this.protection = protection;
        this.wrapped = wrapped;
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        return protection.handshake(request);
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        if (wrapped(request)) {
            return StableId.hash(request.body());
        }
        try {
            return switch (CloudEventRequests.mode(request)) {
                case BINARY ->
                    name(HeaderText.decoded(request.header("ce-source")), HeaderText.decoded(request.header("ce-id")));
                case STRUCTURED -> {
                    @Nullable String[] found = JsonPointers.find(request.body(), NAME);
                    yield name(found[0], found[1]);
                }
                case BATCH -> StableId.hash(request.body());
                case UNKNOWN_FORMAT -> null;
            };
        } catch (NotJson e) {
            // receive() says it to the sender
            return null;
        }
    }

    @Override
    public Received receive(WebhookRequest request) {
        if (!wrapped(request)) {
            return CloudEventRequests.read(request);
        }
        try {
            return unwrapped(request);
        } catch (NotACloudEvent e) {
            return Received.refused(400, "not-a-cloudevent", String.valueOf(e.getMessage()));
        } catch (NotJson e) {
            return Received.refused(400, "bad-json", String.valueOf(e.getMessage()));
        }
    }

    /** Whether the events are in an array within plain JSON. */
    private boolean wrapped(WebhookRequest request) {
        String type = request.header("Content-Type");
        return wrapped != null && type != null && MediaTypes.isJson(type) && !CloudEventRequests.isCloudEvent(request);
    }

    private Received unwrapped(WebhookRequest request) {
        List<byte[]> elements = wrapped == null ? null : JsonSlices.elements(request.body(), wrapped);
        if (elements == null) {
            // a single event, not wrapped
            return Received.event(CloudEventRequests.traced(CloudEventJson.read(request.body()), request));
        }
        return Received.events(elements.stream()
                .map(element -> CloudEventRequests.traced(CloudEventJson.read(element), request))
                .toList());
    }

    private static @Nullable String name(@Nullable String source, @Nullable String id) {
        return source == null || id == null ? null : StableId.join(source, id);
    }
}
