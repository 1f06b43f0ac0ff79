package dev.penstock.connector.webhook;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.SourceContext;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.Verifying;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.connector.webhook.pack.Pack;
import dev.penstock.connector.webhook.pack.PackReading;
import dev.penstock.connector.webhook.pack.Packs;
import dev.penstock.connector.webhook.sns.SnsVerification;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks of a provider whose pack is built in or in a file, of a sender of CloudEvents, or of any other sender.
 *
 * <p>Safe for several threads; only {@link #verify} blocks; keeps nothing of a request.
 */
@Connector(
        name = "webhook",
        summary =
                "Receives webhooks: of GitHub, GitLab, Slack, Stripe and others, CloudEvents, or any by configuration")
public final class WebhookReceiver implements WebhookSource, Verifying, Checkable {
    private final Endpoint endpoint;
    private final Reading reading;
    private final @Nullable Verifying verifying;

    /** A receiver; throws nothing that the configuration's own checks have not said before. */
    public WebhookReceiver(WebhookConfig config, SourceContext context) {
        Pack pack = config.pack();
        Verification verification = config.verification(pack);
        this.endpoint =
                new Endpoint(config.path(), verification, config.respond(), config.remember(), config.maxBody());
        this.reading = reading(config, pack, context);
        this.verifying = verification.kind() == Verification.Kind.BY_SOURCE
                ? new SnsVerification(
                        config.topics(), config.snsHosts(), config.snsTrust(), config.tolerance(), context.clock())
                : null;
        if (verification.kind() == Verification.Kind.NONE) {
            // found here only, because finding a logger takes a hundredth of a second of a function's start
            LoggerFactory.getLogger(WebhookReceiver.class)
                    .warn(
                            "pipeline {}: anyone who reaches {} may post events; {}",
                            context.pipeline(),
                            config.path(),
                            Packs.HOW_TO_PROTECT);
        }
    }

    private static Reading reading(WebhookConfig config, Pack pack, SourceContext context) {
        AbuseProtection protection = new AbuseProtection(config.allowedOrigins(), config.allowedRate());
        PackReading others = new PackReading(pack, context.clock());
        return switch (pack.reads()) {
            case ANYTHING -> others;
            case CLOUDEVENTS -> new CloudEventsReading(protection, pack.body().events());
            case EITHER -> new EitherReading(new CloudEventsReading(protection, null), others);
        };
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Optional<WebhookReply> verify(WebhookRequest request, Deadline deadline) throws Exception {
        if (verifying == null) {
            throw new IllegalStateException("asked to verify what the engine verifies");
        }
        return verifying.verify(request, deadline);
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
