package dev.penstock.connector.webhook.pack;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.connector.webhook.Reading;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.http.TraceContext;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonSlices;
import dev.penstock.toolkit.json.JsonText;
import dev.penstock.toolkit.json.NotJson;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes events of requests, as a pack says; safe for several threads. */
public final class PackReading implements Reading {
    private static final byte[] NOTHING = {};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final Pack pack;
    private final InstantSource clock;
    private final Plan deliveryId;
    private final List<Template> deliveryIdInHeaders = new ArrayList<>();
    private final Plan kind;
    private final List<PlannedHandshake> handshakes = new ArrayList<>();
    private final Plan usual;
    private final Map<String, Plan> kinds = new HashMap<>();
    private final Uris sources = new Uris();

    /** Reads as that pack says. */
    public PackReading(Pack pack, InstantSource clock) {
        this.pack = pack;
        this.clock = clock;
        this.deliveryId = new Plan(Attributes.NONE, pack.deliveryId());
        this.kind = new Plan(Attributes.NONE, pack.kind());
        for (Template template : pack.deliveryId()) {
            if (!template.needsBody()) {
                deliveryIdInHeaders.add(template);
            }
        }
        for (Handshake each : pack.handshakes()) {
            handshakes.add(new PlannedHandshake(each));
        }
        this.usual = new Plan(pack.event(), pack.ignore());
        for (Map.Entry<String, Attributes> own : pack.kinds().entrySet()) {
            kinds.put(own.getKey(), new Plan(own.getValue().then(pack.event()), pack.ignore()));
        }
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        for (PlannedHandshake each : handshakes) {
            Handshake made = each.handshake();
            if (!made.method().equals(request.method())) {
                continue;
            }
            Facts asked = factsOrNull(each.when(), request);
            Facts facts = asked == null || made.when().join(asked) == null ? null : factsOrNull(each.reply(), request);
            if (facts != null) {
                return Optional.of(new WebhookReply(200, Map.of("Content-Type", made.contentType()), made.body(facts)));
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        if (pack.deliveryId().isEmpty()) {
            return null;
        }
        Facts facts = factsOrNull(deliveryId, request);
        return facts == null ? null : first(pack.deliveryId(), facts);
    }

    /** The sender's id of a delivery as far as it stands in headers or query; null when it does not. */
    public @Nullable String deliveryIdInHeaders(WebhookRequest request) {
        if (deliveryIdInHeaders.isEmpty()) {
            return null;
        }
        return first(deliveryIdInHeaders, deliveryId.facts(request, NOTHING, false, clock, null));
    }

    @Override
    public Received receive(WebhookRequest request) {
        Content content = Content.of(request, pack);
        if (content.refused() != null) {
            return content.refused();
        }
        try {
            JsonPointer events = pack.body().events();
            List<byte[]> elements = events == null ? null : JsonSlices.elements(content.data(), events);
            return elements == null ? one(request, content) : all(request, content, elements);
        } catch (NotJson e) {
            return Received.refused(400, "bad-json", String.valueOf(e.getMessage()));
        }
    }

    /** All or none: a sender that hears 2xx does not send the rest again. */
    private Received all(WebhookRequest request, Content content, List<byte[]> elements) {
        List<CloudEvent> events = new ArrayList<>(elements.size());
        for (byte[] element : elements) {
            Received received = one(request, content.part(element));
            if (received instanceof Received.Refused refused) {
                return Received.refused(
                        refused.status(),
                        refused.failure().code(),
                        "event " + (events.size() + 1) + ": "
                                + refused.failure().message());
            }
            if (received instanceof Received.Events made) {
                events.addAll(made.events());
            }
        }
        return Received.events(events);
    }

    private Received one(WebhookRequest request, Content content) {
        byte[] data = content.data();
        String name = pack.kind().isEmpty()
                ? null
                : first(pack.kind(), kind.facts(request, data, content.readable(), clock, null));
        Plan plan = name == null ? usual : kinds.getOrDefault(name, usual);
        if (content.json() && (!plan.needsBody() || startsWithMark(data))) {
            // the pointers would read past a byte order mark, but what they leave behind is not JSON
            JsonText.check(data);
        }
        Facts facts = plan.facts(request, data, content.readable(), clock, name);
        for (Template ignored : pack.ignore()) {
            if (ignored.join(facts) != null) {
                return Received.ignored("the pack '" + pack.name() + "' ignores " + ignored);
            }
        }
        JsonPointer part = pack.body().data();
        return event(plan.attributes(), facts, part == null ? content : content.part(part(data, part)));
    }

    private static byte[] part(byte[] data, JsonPointer pointer) {
        byte[] part = JsonSlices.value(data, pointer);
        return part == null || Arrays.equals(part, NULL) ? NOTHING : part;
    }

    private Received event(Attributes from, Facts facts, Content content) {
        String id = first(from.id(), facts); // I5: from the request alone
        String type = first(from.type(), facts);
        URI source = source(from.source(), facts);
        if (id == null || type == null || source == null) {
            return id == null
                    ? missing("id", from.id())
                    : type == null ? missing("type", from.type()) : missing("source", from.source());
        }
        EventBuilder event = EventBuilder.of(source, type)
                .id(id)
                .subject(first(from.subject(), facts))
                .time(time(from.time(), facts))
                .contentType(content.type());
        if (content.data().length > 0) {
            event.data(content.data());
        }
        TraceContext.of(facts.request()).ifPresent(trace -> event.extension("traceparent", trace.parent())
                .extension("tracestate", trace.state()));
        return Received.event(event.build());
    }

    private static boolean startsWithMark(byte[] data) {
        return data.length > 0 && data[0] == (byte) 0xEF;
    }

    private static Received missing(String attribute, List<Template> tried) {
        return Received.refused(
                400, "no-" + attribute, "the event has no " + attribute + ": nothing is found for " + tried);
    }

    private @Nullable Facts factsOrNull(Plan plan, WebhookRequest request) {
        try {
            Content content = plan.needsBody() ? Content.of(request, pack) : null;
            byte[] data = content == null ? request.body() : content.data();
            return plan.facts(request, data, content == null || content.readable(), clock, null);
        } catch (NotJson e) {
            // receive() says it to the sender
            return null;
        }
    }

    private static @Nullable String first(List<Template> templates, Facts facts) {
        for (Template template : templates) {
            String value = template.fill(facts);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable URI source(List<Template> templates, Facts facts) {
        for (Template template : templates) {
            String value = template.fill(facts);
            URI uri = value == null ? null : sources.parse(value);
            if (uri != null) {
                return uri;
            }
        }
        return null;
    }

    private static @Nullable OffsetDateTime time(List<Template> templates, Facts facts) {
        for (Template template : templates) {
            OffsetDateTime time = template.time(facts);
            if (time != null) {
                return time;
            }
        }
        return null;
    }
}
