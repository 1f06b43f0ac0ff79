package dev.penstock.engine.webhook;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.state.SeenDeliveries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a delivery through once: one seen before is answered 2xx, one that comes while the first is under way shares its
 * fate. Safe for several threads; never blocks.
 */
final class Deduplication {
    private static final System.Logger LOG = System.getLogger("dev.penstock.webhook");

    private final String pipeline;
    private final Duration remember;
    private final SeenDeliveries seen;
    private final PipelineMetrics metrics;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Delivery> underWay = new ConcurrentHashMap<>();

    Deduplication(
            String pipeline, Duration remember, SeenDeliveries seen, PipelineMetrics metrics, InstantSource clock) {
        this.pipeline = pipeline;
        this.remember = remember;
        this.seen = seen;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Hands the delivery on unless it was seen before or is under way.
     *
     * @param id the sender's id, or null when there is none: nothing is deduplicated then
     * @param take begins the delivery and sees to it that the given one is settled or failed
     * @return the reply
     */
    CompletionStage<WebhookReply> once(@Nullable String id, Consumer<Delivery> take) {
        Delivery delivery = new Delivery(id);
        if (id == null || remember.isZero()) {
            take.accept(delivery);
            return delivery.reply;
        }
        Delivery first = underWay.putIfAbsent(id, delivery);
        if (first != null) {
            return first.reply.thenApply(this::joined);
        }
        // asked only now: whoever was under way before remembered its id before it left the map
        if (seen(id, delivery)) {
            metrics.duplicate();
            underWay.remove(id);
            delivery.answer(Replies.DONE);
        } else {
            take.accept(delivery);
        }
        return delivery.reply;
    }

    private boolean seen(String id, Delivery delivery) {
        try {
            return seen.seen(pipeline, id, clock.instant().minus(remember));
        } catch (RuntimeException e) {
            delivery.failed(Replies.of(e));
            throw e;
        }
    }

    private void remember(String id) {
        try {
            seen.remember(pipeline, id, clock.instant()); // I1: only what is safe is never taken again
        } catch (RuntimeException e) {
            // the events are delivered all the same; at worst a repeated delivery is delivered twice
            LOG.log(System.Logger.Level.WARNING, pipeline + ": a delivery id could not be remembered", e);
        }
    }

    private WebhookReply joined(WebhookReply reply) {
        if (reply.status() < 300) {
            metrics.duplicate();
        }
        return reply;
    }

    /** A delivery on its way to its reply. */
    final class Delivery {
        private final @Nullable String id;
        private final CompletableFuture<WebhookReply> reply = new CompletableFuture<>();

        private Delivery(@Nullable String id) {
            this.id = id;
        }

        /** Answers the sender; later answers change nothing. */
        void answer(WebhookReply value) {
            reply.complete(value);
        }

        /** Everything is durable: remembers the id, then answers. */
        void settled(WebhookReply value) {
            if (id != null && !remember.isZero()) {
                remember(id);
                underWay.remove(id);
            }
            reply.complete(value);
        }

        /** Nothing is sure: forgets the id, so that the sender's next attempt is taken. */
        void failed(WebhookReply value) {
            if (id != null && !remember.isZero()) {
                underWay.remove(id);
            }
            reply.complete(value);
        }
    }
}
