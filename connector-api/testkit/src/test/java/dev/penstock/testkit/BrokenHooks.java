package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhooks with one fault each. */
public final class BrokenHooks {
    private BrokenHooks() {}

    @Connector(name = "hook-random-ids", summary = "Makes ids up")
    public static final class RandomIds extends NotesHook {
        public RandomIds(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected String id(String sent) {
            return UUID.randomUUID().toString();
        }
    }

    @Connector(name = "hook-one-id", summary = "Has one delivery id for all")
    public static final class OneDeliveryId extends NotesHook {
        public OneDeliveryId(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public String deliveryId(WebhookRequest request) {
            return "delivery";
        }
    }

    @Connector(name = "hook-new-id", summary = "Has a new delivery id at each call")
    public static final class NewDeliveryId extends NotesHook {
        public NewDeliveryId(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public @Nullable String deliveryId(WebhookRequest request) {
            return UUID.randomUUID().toString();
        }
    }

    @Connector(name = "hook-throws", summary = "Stumbles over an empty body")
    public static final class ThrowsOnBadBody extends NotesHook {
        public ThrowsOnBadBody(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected byte[] data(WebhookRequest request) {
            return new String(request.body(), StandardCharsets.UTF_8)
                    .substring(0, 1)
                    .concat(new String(request.body(), 1, request.body().length - 1, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Connector(name = "hook-handshake", summary = "Stumbles over requests that are no POST")
    public static final class ThrowsInHandshake extends NotesHook {
        public ThrowsInHandshake(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Optional<WebhookReply> handshake(WebhookRequest request) {
            if (!request.method().equals("POST")) {
                throw new IllegalStateException(request.method());
            }
            return Optional.empty();
        }
    }

    @Connector(name = "hook-shared", summary = "Shares a field among threads")
    public static final class SharesState extends NotesHook {
        private volatile byte[] last = new byte[0];

        public SharesState(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Received receive(WebhookRequest request) {
            last = request.body();
            long end = System.nanoTime() + Duration.ofMillis(2).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return super.receive(request);
        }

        @Override
        protected byte[] data(WebhookRequest request) {
            return last;
        }
    }

    @Connector(name = "hook-moves", summary = "Listens elsewhere each time")
    public static final class MovingEndpoint extends NotesHook {
        private int calls;

        public MovingEndpoint(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint(
                    "/notes/" + calls++,
                    verification(),
                    Endpoint.Respond.AFTER_DELIVERED,
                    Duration.ofHours(1),
                    new DataSize(1 << 20));
        }
    }

    @Connector(name = "hook-first-secret", summary = "Knows the first secret only, whatever is live")
    public static final class AnybodyMayPost extends NotesHook {
        public AnybodyMayPost(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected Verification verification() {
            return new Verification.AnyOf(List.of(super.verification(), Verification.none()));
        }
    }

    @Connector(name = "hook-no-limit", summary = "Tolerates signatures of any age")
    public static final class ToleratesAnyAge extends NotesHook {
        public ToleratesAnyAge(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected Verification verification() {
            Signature sound = (Signature) super.verification();
            return new Verification.AnyOf(List.of(
                    sound,
                    Signature.builder("Note-Signature", config.secrets())
                            .separator(",")
                            .prefix("v1=")
                            .content("{timestamp}.{body}")
                            .timestamp(new Signature.Timestamp("Note-Signature", "t="))
                            .tolerance(Duration.ofDays(3650))
                            .build()));
        }
    }
}
