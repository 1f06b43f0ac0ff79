package dev.penstock.testkit;

/** Everything that a {@link dev.penstock.api.webhook.WebhookSource} promises. */
public interface WebhookSourceConformance
        extends VerificationConformance,
                DeliveryConformance,
                AbilityConformance,
                ConfigConformance,
                IndexConformance,
                ReleaseConformance {}
