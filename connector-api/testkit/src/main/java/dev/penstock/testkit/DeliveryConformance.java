package dev.penstock.testkit;

import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a request becomes: the same request the same events, once; and an answer whatever it holds. */
public interface DeliveryConformance extends WebhookDriver {
    /** The source is a webhook source, or the driver is of the wrong kind. */
    @Test
    default void isAWebhookSource() {
        Kinds.check(connector(), WebhookSource.class);
    }

    /** Where it listens is the same at every call, and a path. */
    @Test
    default void theEndpointStays() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            lab.lab()
                    .check(
                            lab.source().endpoint().path().startsWith("/")
                                    && lab.source()
                                            .endpoint()
                                            .equals(lab.source().endpoint()),
                            Paragraph.ENDPOINT,
                            "an absolute path, and the same endpoint at every call",
                            () -> lab.source().endpoint() + ", then "
                                    + lab.source().endpoint());
        }
    }

    /** A request that is sent again, to this instance or to another, becomes events with the same source and id (I5). */
    @Test
    default void theSameRequestIsTheSameEvent() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            WebhookRequest request = lab.proved("same");
            List<String> first = names(lab.source().receive(request));
            lab.lab().clock().advance(java.time.Duration.ofMinutes(3));
            List<String> second = names(((WebhookSource) lab.lab().build()).receive(request));
            List<String> other = names(lab.source().receive(lab.proved("other")));
            lab.lab()
                    .check(
                            first.equals(second) && !first.isEmpty(),
                            Paragraph.STABLE_ID,
                            "the same source and id for the same request: " + first,
                            second::toString);
            lab.lab()
                    .check(
                            !first.equals(other),
                            Paragraph.STABLE_ID,
                            "another source or id for another request than " + first,
                            other::toString);
        }
    }

    private static List<String> names(Received received) {
        List<String> names = new ArrayList<>();
        if (received instanceof Received.Events events) {
            for (CloudEvent event : events.events()) {
                names.add(event.getSource() + " " + event.getId());
            }
        }
        return names;
    }

    /** A delivery that is repeated is answered 2xx and not delivered again, where the sender has ids. */
    @Test
    default void aRepeatedDeliveryIsDeliveredOnce() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            WebhookRequest request = lab.proved("repeated");
            NotApplicable.unless(
                    lab.source().deliveryId(request) != null
                            && !lab.endpoint().remember().isZero(),
                    "the sender has no delivery ids, or they are not remembered");
            WebhookReply first = lab.post(request);
            WebhookReply second = lab.post(request);
            lab.lab()
                    .check(
                            first.status() / 100 == 2 && second.status() / 100 == 2,
                            Paragraph.REMEMBER,
                            "2xx both times",
                            () -> first.status() + ", then " + second.status() + " " + second.body());
            List<String> values = lab.values();
            lab.lab()
                    .check(
                            values.equals(List.of("repeated")),
                            Paragraph.DELIVERY_ID,
                            "delivered once",
                            () -> "delivered: " + values);
            lab.post(lab.proved("another"));
            lab.lab()
                    .check(
                            lab.values().contains("another"),
                            Paragraph.DELIVERY_ID,
                            "another delivery has another id, and is delivered",
                            () -> "delivered: " + lab.values());
        }
    }

    /** Whatever the body holds, the answer is no failure of the server. */
    @Test
    default void hostileBodiesAreAnswered() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            for (Map.Entry<String, byte[]> body : hostile().entrySet()) {
                WebhookRequest request = lab.proved(
                        Signer.with(request("hostile"), "POST", body.getValue()),
                        lab.lab().clock().instant());
                WebhookReply reply = lab.post(request);
                lab.lab()
                        .check(
                                reply.status() < 500,
                                Paragraph.WEBHOOK_RECEIVE,
                                "2xx or 4xx for a body of " + body.getKey(),
                                () -> reply.status() + " " + reply.body());
            }
        }
    }

    private static Map<String, byte[]> hostile() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("nothing", new byte[0]);
        bodies.put("a lone brace", "{".getBytes(StandardCharsets.UTF_8));
        bodies.put("an empty object", "{}".getBytes(StandardCharsets.UTF_8));
        bodies.put("null", "null".getBytes(StandardCharsets.UTF_8));
        bodies.put("a list of numbers", "[1,2]".getBytes(StandardCharsets.UTF_8));
        bodies.put(
                "text in another charset", "{\"value\":\"\u00e4\u00f6\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("UTF-16", "{\"value\":\"x\"}".getBytes(StandardCharsets.UTF_16));
        bodies.put("zeros", new byte[1000]);
        bodies.put("deep nesting", "[".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        bodies.put("a huge number", ("1" + "0".repeat(10_000)).getBytes(StandardCharsets.UTF_8));
        return bodies;
    }

    /** Every method is answered, and nothing but a POST delivers. */
    @Test
    default void otherMethodsDeliverNothing() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")) {
                WebhookReply reply = lab.post(Signer.with(
                        lab.proved("method"), method, request("method").body()));
                lab.lab()
                        .check(
                                reply.status() < 500 && lab.delivered().isEmpty(),
                                Paragraph.HANDSHAKE,
                                "an answer below 500 to " + method + ", and no event",
                                () -> reply.status() + "; delivered: " + lab.delivered());
            }
        }
    }

    /** Several threads may call at once. */
    @Test
    default void servesSeveralThreadsAtOnce() throws Exception {
        try (WebhookLab lab = new WebhookLab(this)) {
            List<Future<List<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String value = "thread-" + i;
                WebhookRequest request = lab.proved(value);
                calls.add(lab.lab().threads().submit(() -> {
                    lab.source().deliveryId(request);
                    return values(lab.source().receive(request));
                }));
            }
            for (int i = 0; i < calls.size(); i++) {
                List<String> found = calls.get(i).get();
                List<String> wanted = List.of("thread-" + i);
                lab.lab()
                        .check(
                                found.equals(wanted),
                                Paragraph.ENDPOINT,
                                "each of 40 calls at once returns its own request's events: " + wanted,
                                found::toString);
            }
        }
    }

    private List<String> values(Received received) {
        List<String> values = new ArrayList<>();
        if (received instanceof Received.Events events) {
            events.events().forEach(event -> values.add(value(event)));
        }
        return values;
    }
}
