package dev.penstock.engine;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * One pipeline, running: builds its connectors, moves events from source to sink, and builds connectors anew when they
 * fail.
 *
 * <p>All methods may be called from any thread and return at once.
 */
public final class PipelineEngine {
    /**
     * What the host provides.
     *
     * @param offsets keeps offsets
     * @param deadLetters takes what cannot be delivered
     * @param seen remembers webhook deliveries
     * @param random for jitter
     */
    public record Ports(
            OffsetStore offsets, DeadLetterStore deadLetters, SeenDeliveries seen, RandomGenerator random) {}

    /** A pipeline that is not started yet. */
    public PipelineEngine(PipelinePlan plan, Ports ports, Strand strand, PipelineMetrics metrics) {}

    /** Builds the connectors and begins. A connector that cannot be built is tried again with backoff, for ever. */
    public void start() {
        throw unwritten();
    }

    /** Completes when both connectors have been built once (a webhook then has its endpoint). */
    public CompletionStage<Void> ready() {
        throw unwritten();
    }

    /** Completes when every partition of a polling source is at its end, all is delivered and offsets are durable. */
    public CompletionStage<Void> completed() {
        throw unwritten();
    }

    /** Where a webhook source listens; empty for other sources and before {@link #ready}. */
    public Optional<Endpoint> endpoint() {
        throw unwritten();
    }

    /**
     * Takes a webhook request through verification, deduplication and delivery.
     *
     * <p>The body's size has been checked against {@link Endpoint#maxBody()} by the caller, who stopped reading there.
     * Completes with the reply on any thread; never exceptionally. 503 with {@code Retry-After} when the pipeline is full,
     * paused or not ready.
     */
    public CompletionStage<WebhookReply> receive(WebhookRequest request) {
        throw unwritten();
    }

    /** Stops taking and writing events, and keeps everything. */
    public void pause() {
        throw unwritten();
    }

    /** Goes on after {@link #pause} or after a halt. */
    public void resume() {
        throw unwritten();
    }

    /**
     * Takes nothing new, delivers what is under way, stores offsets, and closes the connectors; what is not delivered by the
     * deadline is given up here and comes again from upstream.
     *
     * @return completes when closed; true if everything was delivered
     */
    public CompletionStage<Boolean> drain(Duration deadline) {
        throw unwritten();
    }

    /** How it is doing now. */
    public PipelineStatus status() {
        throw unwritten();
    }

    private static IllegalStateException unwritten() {
        return new IllegalStateException("to be written");
    }

    /** Its counts. */
    public PipelineMetrics metrics() {
        throw unwritten();
    }
}
