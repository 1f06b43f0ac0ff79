package __package__;

import dev.penstock.api.Connector;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.NotJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON that is posted with a signature: {@code X-Signature: sha256=HEX}, the HMAC-SHA256 of the body. Every body has
 * an {@code id}, and a {@code type} if it likes.
 *
 * <p>The signature is declared here and checked by the engine, which also answers the sender: 2xx once the event is safe.
 */
@Connector(name = "__name__", summary = "Takes JSON that is posted with a signature")
public final class __Name__Webhook implements WebhookSource {
    private static final List<JsonPointer> ID_AND_TYPE = List.of(JsonPointer.parse("/id"), JsonPointer.parse("/type"));
    private static final Duration REMEMBER = Duration.ofDays(3);
    private static final DataSize LARGEST = new DataSize(1 << 20);

    /** The keys of {@code config} in a pipeline file. */
    public record Config(
            @Option(value = "Where it listens", fallback = "/hooks/__name__", pattern = "/.*") String path,
            @Option(value = "The secrets that the sender may sign with; two while they are being changed", min = "1")
                    List<Secret> secrets) {}

    private final Endpoint endpoint;

    public __Name__Webhook(Config config, SourceContext context) {
        this.endpoint = new Endpoint(
                config.path(),
                Signature.builder("X-Signature", config.secrets()).prefix("sha256=").build(),
                Endpoint.Respond.AFTER_DELIVERED,
                REMEMBER,
                LARGEST);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public @Nullable String deliveryId(WebhookRequest request) {
        return request.header("X-Delivery-Id");
    }

    @Override
    public Received receive(WebhookRequest request) {
        try {
            @Nullable String[] found = JsonPointers.find(request.body(), ID_AND_TYPE);
            String id = found[0];
            if (id == null || id.isEmpty()) {
                return Received.refused(400, "no-id", "the body has no id; send one that is the same each time");
            }
            String type = found[1] == null || found[1].isEmpty() ? "posted" : found[1];
            return Received.event(EventBuilder.of(URI.create(endpoint.path()), "__package__." + type)
                    .id(id)
                    .subject(id)
                    .contentType("application/json")
                    .data(request.body())
                    .build());
        } catch (NotJson broken) {
            return Received.refused(400, "bad-json", String.valueOf(broken.getMessage()));
        }
    }

    @Override
    public void close() {} // there is nothing to release
}
