package dev.penstock.connector.webhook;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.SourceContext;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.connector.webhook.pack.Pack;
import dev.penstock.connector.webhook.pack.PackReading;
import dev.penstock.connector.webhook.pack.Packs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks of a provider whose pack is built in or in a file, of a sender of CloudEvents, or of any other sender.
 *
 * <p>Safe for several threads; never blocks; keeps nothing between requests.
 */
@Connector(name = "webhook", summary = "Receives webhooks: GitHub, CloudEvents, or any other by configuration")
public final class WebhookReceiver implements WebhookSource, Checkable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

    private final Endpoint endpoint;
    private final Reading reading;

    /** A receiver; throws nothing that the configuration's own checks have not said before. */
    public WebhookReceiver(WebhookConfig config, SourceContext context) {
        Pack pack = config.pack();
        Verification verification = config.verification(pack);
        this.endpoint =
                new Endpoint(config.path(), verification, config.respond(), config.remember(), config.maxBody());
        this.reading = pack.reads() == Pack.Reads.CLOUDEVENTS
                ? new CloudEventsReading(config.allowedOrigins(), config.allowedRate())
                : new PackReading(pack, context.clock());
        if (verification.kind() == Verification.Kind.NONE) {
            LOG.warn(
                    "pipeline {}: anyone who reaches {} may post events; {}",
                    context.pipeline(),
                    config.path(),
                    Packs.HOW_TO_PROTECT);
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Optional<WebhookReply> handshake(WebhookRequest request) {
        return reading.handshake(request);
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        String id = reading.deliveryId(request);
        return id == null ? null : DeliveryIds.bounded(id);
    }

    @Override
    public Received receive(WebhookRequest request) {
        return reading.receive(request);
    }

    @Override
    public List<Check> check(Deadline deadline) {
        return List.of(Check.passed(
                "sender known",
                endpoint.verification().kind() == Verification.Kind.NONE
                        ? "no: anyone may post; " + Packs.HOW_TO_PROTECT
                        : "yes, by " + endpoint.verification().kind().name().toLowerCase(java.util.Locale.ROOT)));
    }

    @Override
    public void close() {}
}
