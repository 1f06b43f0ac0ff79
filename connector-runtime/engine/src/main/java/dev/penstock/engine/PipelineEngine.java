package dev.penstock.engine;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import dev.penstock.engine.webhook.WebhookIntake;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /** How far a pipeline runs. */
    public enum Until {
        /** Until it is drained: a polling source that has nothing more is asked again later. */
        STOPPED,
        /** Until the source has nothing more at present; then it is complete. For polling sources. */
        END
    }

    private final Strand strand;
    private final PipelineMetrics metrics;
    private final PipelineRun run;

    /** A pipeline that is not started yet. */
    public PipelineEngine(PipelinePlan plan, Ports ports, Strand strand, PipelineMetrics metrics) {
        this.strand = strand;
        this.metrics = metrics;
        this.run = new PipelineRun(plan, ports, strand, metrics);
    }

    /** Builds the connectors and begins. A connector that cannot be built is tried again with backoff, for ever. */
    public void start(Until until) {
        strand.execute(() -> run.start(until == Until.END));
    }

    /** Completes when both connectors have been built once (a webhook then has its endpoint). */
    public CompletionStage<Void> ready() {
        return run.ready();
    }

    /** Completes when every partition of a polling source is at its end, all is delivered and offsets are durable. */
    public CompletionStage<Void> completed() {
        return run.completed();
    }

    /** Where a webhook source listens; empty for other sources and before {@link #ready}. */
    public Optional<Endpoint> endpoint() {
        WebhookIntake intake = run.webhook();
        return intake == null ? Optional.empty() : Optional.of(intake.endpoint());
    }

    /**
     * Takes a webhook request through verification, deduplication and delivery.
     *
     * <p>The body's size has been checked against {@link Endpoint#maxBody()} by the caller, who stopped reading there.
     * Completes with the reply on any thread; never exceptionally. 503 with {@code Retry-After} when the pipeline is full,
     * paused or not ready.
     */
    public CompletionStage<WebhookReply> receive(WebhookRequest request) {
        WebhookIntake intake = run.webhook();
        return intake == null
                ? CompletableFuture.completedFuture(new WebhookReply(503, Map.of("Retry-After", "1"), ""))
                : intake.receive(request);
    }

    /** Stops taking and writing events, and keeps everything. */
    public void pause() {
        strand.execute(run::pause);
    }

    /** Goes on after {@link #pause} or after a halt. */
    public void resume() {
        strand.execute(run::resume);
    }

    /**
     * Takes nothing new, delivers what is under way, stores offsets, and closes the connectors; what is not delivered by the
     * deadline is given up here and comes again from upstream.
     *
     * @return completes when closed; true if everything was delivered
     */
    public CompletionStage<Boolean> drain(Duration deadline) {
        strand.execute(() -> run.drain(deadline));
        return run.drained();
    }

    /** How it is doing now. */
    public PipelineStatus status() {
        return run.status();
    }

    /** Its counts. */
    public PipelineMetrics metrics() {
        return metrics;
    }
}
