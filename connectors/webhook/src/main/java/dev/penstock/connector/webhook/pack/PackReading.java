package dev.penstock.connector.webhook.pack;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.connector.webhook.Reading;
import dev.penstock.connector.webhook.TraceContext;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.JsonText;
import dev.penstock.toolkit.json.NotJson;
import java.net.URI;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one event of each request, as a pack says; safe for several threads. */
public final class PackReading implements Reading {
    private final Pack pack;
    private final InstantSource clock;
    private final Plan deliveryId;
    private final Plan kind;
    private final Plan handshake;
    private final Plan usual;
    private final Map<String, Plan> kinds = new HashMap<>();

    /** Reads as that pack says. */
    public PackReading(Pack pack, InstantSource clock) {
        this.pack = pack;
        this.clock = clock;
        this.deliveryId = new Plan(Attributes.NONE, pack.deliveryId());
        this.kind = new Plan(Attributes.NONE, pack.kind());
        this.handshake = new Plan(
                Attributes.NONE,
                pack.handshakes().stream()
                        .flatMap(each -> Stream.of(each.when(), each.reply()))
                        .toList());
        this.usual = new Plan(pack.event(), pack.ignore());
        pack.kinds().forEach((name, own) -> kinds.put(name, new Plan(own.then(pack.event()), pack.ignore())));
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        if (pack.handshakes().stream().noneMatch(each -> each.method().equals(request.method()))) {
            return Optional.empty();
        }
        Facts facts = factsOrNull(handshake, request);
        if (facts == null) {
            return Optional.empty();
        }
        for (Handshake each : pack.handshakes()) {
            if (each.method().equals(request.method()) && each.when().join(facts) != null) {
                String reply = each.reply().join(facts);
                return Optional.of(
                        new WebhookReply(200, Map.of("Content-Type", each.contentType()), reply == null ? "" : reply));
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

    @Override
    public Received receive(WebhookRequest request) {
        Content content = Content.of(request, pack);
        if (content.refused() != null) {
            return content.refused();
        }
        try {
            byte[] data = content.data();
            String name = pack.kind().isEmpty() ? null : first(pack.kind(), kind.facts(request, data, clock, null));
            Plan plan = name == null ? usual : kinds.getOrDefault(name, usual);
            if (content.json() && (!plan.needsBody() || startsWithMark(data))) {
                // the pointers would read past a byte order mark, but what they leave behind is not JSON
                JsonText.check(data);
            }
            Facts facts = plan.facts(request, data, clock, name);
            for (Template ignored : pack.ignore()) {
                if (ignored.join(facts) != null) {
                    return Received.ignored("the pack '" + pack.name() + "' ignores " + ignored);
                }
            }
            return event(plan.attributes(), facts, content);
        } catch (NotJson e) {
            return Received.refused(400, "bad-json", String.valueOf(e.getMessage()));
        }
    }

    private static Received event(Attributes from, Facts facts, Content content) {
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
            return plan.facts(request, data, clock, null);
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

    private static @Nullable URI source(List<Template> templates, Facts facts) {
        for (Template template : templates) {
            String value = template.fill(facts);
            URI uri = value == null ? null : Uris.parse(value);
            if (uri != null) {
                return uri;
            }
        }
        return null;
    }

    private static @Nullable OffsetDateTime time(List<Template> templates, Facts facts) {
        for (Template template : templates) {
            String value = template.fill(facts);
            OffsetDateTime time = value == null ? null : Times.parse(value);
            if (time != null) {
                return time;
            }
        }
        return null;
    }
}
