package dev.penstock.testkit;

import dev.penstock.api.webhook.WebhookRequest;
import io.cloudevents.CloudEvent;

/** What the driver of a webhook source knows of its sender. */
public interface WebhookDriver extends Conformance {
    /**
     * A request as the sender posts it, without its proof: the kit signs it as the source's {@code verification()} declares.
     *
     * @param value what it is about; requests of different values are different deliveries, each with a delivery id of its own
     *     if the sender has ids. The same value always gives the same request
     */
    WebhookRequest request(String value);

    /** The value that the request of this event was made with. */
    String value(CloudEvent event);
}
