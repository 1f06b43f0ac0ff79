package dev.penstock.connector.webhook.pack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one provider's webhooks become events; see {@code docs/reference/provider-packs.md}.
 *
 * @param name what a pipeline file says after {@code provider:}
 * @param reads what its requests hold
 * @param scheme how the sender proves that it is the one, or null when it does not
 * @param body what the body of a request holds
 * @param deliveryId the sender's id of a delivery
 * @param kind tells the kinds of requests apart; never found: all are of one kind
 * @param event where the attributes come from
 * @param kinds the same for single kinds, tried first
 * @param ignore requests for which one of these is found carry no event
 * @param handshakes requests that only set up the webhook
 */
public record Pack(
        String name,
        Reads reads,
        @Nullable Scheme scheme,
        PackBody body,
        List<Template> deliveryId,
        List<Template> kind,
        Attributes event,
        Map<String, Attributes> kinds,
        List<Template> ignore,
        List<Handshake> handshakes) {

    /** What the requests of a provider hold. */
    public enum Reads {
        /** Anything; attributes are found by templates. */
        ANYTHING,
        /** CloudEvents, as the HTTP binding has them. */
        CLOUDEVENTS,
        /** CloudEvents where a request says that it is one; attributes of all others are found by templates. */
        EITHER
    }

    public Pack {
        deliveryId = List.copyOf(deliveryId);
        kind = List.copyOf(kind);
        kinds = Map.copyOf(kinds);
        ignore = List.copyOf(ignore);
        handshakes = List.copyOf(handshakes);
    }
}
