package dev.penstock.connector.webhook;

import dev.penstock.connector.webhook.pack.Attributes;
import dev.penstock.connector.webhook.pack.Pack;
import dev.penstock.connector.webhook.pack.Packs;
import dev.penstock.connector.webhook.pack.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pack that the configuration of a generic webhook stands for. */
final class GenericPack {
    private GenericPack() {}

    static Pack of(WebhookConfig config) {
        // I5: without an id of the sender's, equal bodies are the same event
        List<Template> id = config.id() != null
                ? of(config.id())
                : Attributes.join(of(config.deliveryId()), List.of(Template.parse("{hash}")));
        return Packs.generic(
                new Attributes(
                        id,
                        or(config.type(), "dev.penstock.webhook"),
                        or(config.source(), config.path()),
                        of(config.subject()),
                        Attributes.join(of(config.time()), List.of(Template.parse("{now}")))),
                of(config.deliveryId()));
    }

    private static List<Template> or(@Nullable Value value, String fallback) {
        return value == null ? List.of(Template.constant(fallback)) : of(value);
    }

    private static List<Template> of(@Nullable Value value) {
        return value == null ? List.of() : List.of(value.template());
    }
}
