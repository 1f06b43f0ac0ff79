package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import dev.penstock.engine.webhook.WebhookIntake;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
     * @param deadLetters takes what cannot be delivered; null leaves it with whoever brought it, which invocations and
     *     webhooks can do, while a pipeline of another source halts
     * @param seen remembers webhook deliveries
     * @param random for jitter
     */
    public record Ports(
            OffsetStore offsets, @Nullable DeadLetterStore deadLetters, SeenDeliveries seen, RandomGenerator random) {}

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

    /**
     * Completes, with the reason, when it stops for the first time until somebody mends something and resumes it. It has
     * stopped taking and writing then.
     */
    public CompletionStage<Failure> halted() {
        return run.firstHalt();
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

    /**
     * Takes the events of an invocation, all or none, for a pipeline whose source is a {@link dev.penstock.api.TriggerSource}.
     *
     * <p>What cannot be delivered goes to the dead letters, or is {@link Fate.Kept} where there are none, together with the
     * events behind it in its key. What is under way when time is over is kept, too, and not written afterwards.
     *
     * @param events in order; those of a key are delivered in this order
     * @param limit the answer is given after this long at the latest
     * @return completes with the fate of each event, by position; never exceptionally
     */
    public CompletionStage<List<Fate>> bring(List<CloudEvent> events, Duration limit) {
        return run.bring(events, limit);
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
