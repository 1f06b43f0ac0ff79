package dev.penstock.engine.webhook;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.engine.PipelineMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a delivery through once: one seen before is answered 2xx, one that comes while the first is under way shares its
 * fate. Safe for several threads; never blocks.
 *
 * <p>A memory that cannot be reached keeps no delivery out: many senders send once only, so that an event that is delivered twice
 * is better than a sender that is sent away.
 */
final class Deduplication {
    private final String pipeline;
    private final DeliveryMemory memory;
    private final PipelineMetrics metrics;
    private final ConcurrentHashMap<String, Delivery> underWay = new ConcurrentHashMap<>();

    Deduplication(String pipeline, DeliveryMemory memory, PipelineMetrics metrics) {
        this.pipeline = pipeline;
        this.memory = memory;
        this.metrics = metrics;
    }

    /**
     * Hands the delivery on unless it was seen before or is under way.
     *
     * @param id the sender's id, or null when there is none: nothing is deduplicated then
     * @param take begins the delivery, throws nothing, and sees to it that the given one is settled or failed
     * @return the reply
     */
    CompletionStage<WebhookReply> once(@Nullable String id, Consumer<Delivery> take) {
        if (id == null || memory.isOff()) {
            Delivery delivery = new Delivery(null);
            take.accept(delivery);
            return delivery.reply;
        }
        Delivery delivery = new Delivery(id);
        Delivery first = underWay.putIfAbsent(id, delivery);
        if (first != null) {
            return first.reply.thenApply(this::joined);
        }
        // asked only now: whoever was under way before remembered its id before it left the map
        memory.seen(id).whenComplete((seen, thrown) -> {
            if (thrown != null) {
                log().log(
                                System.Logger.Level.WARNING,
                                "{0}: whether a delivery was seen before cannot be told; it is taken: {1}",
                                pipeline,
                                thrown.toString());
            }
            if (seen != null && seen) {
                metrics.duplicate();
                underWay.remove(id);
                delivery.answer(Replies.DONE);
            } else {
                take.accept(delivery); // I3
            }
        });
        return delivery.reply;
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

        /** Everything is durable: remembers the id, then answers, for after the answer nothing may happen here any more. */
        void settled(WebhookReply value) {
            if (id == null) {
                reply.complete(value);
                return;
            }
            // I1: only what is safe is never taken again
            memory.remember(id).whenComplete((done, thrown) -> {
                if (thrown != null) {
                    // the events are delivered all the same; at worst a repeated delivery is delivered twice
                    log().log(
                                    System.Logger.Level.WARNING,
                                    "{0}: a delivery could not be remembered: {1}",
                                    pipeline,
                                    thrown.toString());
                }
                underWay.remove(id);
                reply.complete(value);
            });
        }

        /** Nothing is sure: forgets the id, so that the sender's next attempt is taken. */
        void failed(WebhookReply value) {
            if (id != null) {
                underWay.remove(id);
            }
            reply.complete(value);
        }
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.webhook");
    }
}
