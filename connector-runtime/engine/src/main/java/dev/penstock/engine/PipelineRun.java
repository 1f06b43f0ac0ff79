package dev.penstock.engine;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollingSource;
import dev.penstock.api.QueueSource;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.api.TriggerSource;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.strand.Strand;
import dev.penstock.engine.webhook.WebhookIntake;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The life of a pipeline: building, running, pausing, draining, closing. Touched on the strand only, but for what is volatile. */
final class PipelineRun implements Pipeline.Surroundings {
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final PipelinePlan plan;
    private final Ports ports;
    private final Strand strand;
    private final PipelineMetrics metrics;
    private final PipelineCondition condition;
    private final Pipeline pipeline;
    private final ConnectorSlot<Source> sourceSlot;
    private final Backoff reconnect;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> completed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();
    private final CompletableFuture<Failure> firstHalt = new CompletableFuture<>();

    private final TriggerDriver trigger;
    private @Nullable SourceDriver driver;
    private @Nullable PollingOffsets offsets;
    private boolean toEnd;
    private boolean sourceBuilt;
    private boolean sinkBuilt;
    private @Nullable Failure sourceHalt;
    private volatile @Nullable WebhookIntake webhook;

    PipelineRun(PipelinePlan plan, Ports ports, Strand strand, PipelineMetrics metrics) {
        this.plan = plan;
        this.ports = ports;
        this.strand = strand;
        this.metrics = metrics;
        this.condition = new PipelineCondition(plan.name(), strand.clock());
        DeliverySettings.RetrySettings retry = plan.settings().retry();
        this.reconnect = new Backoff(retry.initialDelay(), retry.maxDelay(), ports.random()).atMost(LONGEST_PAUSE);
        this.pipeline = new Pipeline(plan, ports, strand, metrics, this, new SinkListener());
        this.trigger = new TriggerDriver(strand, pipeline);
        this.sourceSlot = new ConnectorSlot<>(
                "source", plan.source(), strand, reconnect, plan.settings().timeout(), new SourceListener());
    }

    CompletableFuture<Void> ready() {
        return ready;
    }

    CompletableFuture<Void> completed() {
        return completed;
    }

    CompletableFuture<Boolean> drained() {
        return drained;
    }

    CompletableFuture<Failure> firstHalt() {
        return firstHalt;
    }

    @Nullable
    WebhookIntake webhook() {
        return webhook;
    }

    CompletionStage<List<Fate>> bring(List<CloudEvent> events, Duration limit) {
        return trigger.bring(events, limit);
    }

    PipelineStatus status() {
        return condition.status();
    }

    void start(boolean untilEnd) {
        toEnd = untilEnd;
        pipeline.dispatcher().slot().open();
        sourceSlot.open();
    }

    /** Hears of the sink. */
    private final class SinkListener implements ConnectorSlot.Listener<Sink> {
        @Override
        public void ready(Sink sink) {
            sinkBuilt = true;
            pipeline.dispatcher().ready(sink);
            goOn();
            built();
        }

        @Override
        public void failed(Failure failure) {
            condition.sinkFailure = failure;
            changed();
        }

        @Override
        public void halted(Failure failure) {
            PipelineRun.this.halted(failure);
        }
    }

    /** Hears of the source. */
    private final class SourceListener implements ConnectorSlot.Listener<Source> {
        @Override
        public void ready(Source source) {
            sourceBuilt = true;
            if (source instanceof WebhookSource hook) {
                listen(hook);
            } else if (source instanceof QueueSource queue) {
                receive(queue);
            } else if (source instanceof PollingSource polled) {
                poll(polled);
            } else if (source instanceof TriggerSource) {
                attach(trigger);
                sourceSlot.works();
            } else {
                halted(Failure.internal("unknown-source", "the source is of no known kind: " + source.getClass()));
            }
            built();
        }

        @Override
        public void failed(Failure failure) {
            condition.sourceFailure = failure;
            if (driver != null) {
                driver.detach();
            }
            changed();
        }

        @Override
        public void halted(Failure failure) {
            sourceHalt = failure;
            PipelineRun.this.halted(failure);
        }
    }

    private void built() {
        if (sourceBuilt && sinkBuilt) {
            ready.complete(null);
        }
        changed();
    }

    private void listen(WebhookSource source) {
        WebhookDriver hooks = driver instanceof WebhookDriver known ? known : new WebhookDriver(strand, pipeline);
        attach(hooks);
        sourceSlot.works();
        try {
            webhook = new WebhookIntake(plan.name(), source, ports.seen(), metrics, strand, hooks);
        } catch (ConnectorException e) {
            sourceSlot.halted(e.failure());
        }
    }

    private void receive(QueueSource source) {
        QueueDriver queue = driver instanceof QueueDriver known
                ? known
                : new QueueDriver(strand, pipeline, sourceSlot, plan.settings());
        attach(queue);
        queue.attach(source);
    }

    private void poll(PollingSource source) {
        if (driver instanceof PollingDriver known) {
            known.attach(source);
        } else {
            offsets =
                    new PollingOffsets(ports.offsets(), plan, strand, reconnect, pipeline, new OffsetListener(source));
            offsets.load();
        }
    }

    private void attach(SourceDriver fresh) {
        driver = fresh;
        if (condition.isStopped()) {
            fresh.stop();
        }
    }

    /** Hears of the offsets of a polling source. */
    private final class OffsetListener implements PollingOffsets.Listener {
        private final PollingSource source;

        OffsetListener(PollingSource source) {
            this.source = source;
        }

        @Override
        public void loaded(Map<Partition, Offset> stored) {
            PollingDriver polling = new PollingDriver(strand, pipeline, sourceSlot, plan.settings(), stored, toEnd);
            attach(polling);
            polling.attach(source);
            changed();
        }

        @Override
        public void stored(List<Position> positions) {
            if (driver != null) {
                driver.stored(positions); // I1: upstream hears of it after it is durable
            }
            changed();
        }

        @Override
        public void lost(Failure failure) {
            halted(failure);
        }

        @Override
        public void failed(@Nullable Failure failure) {
            condition.stateFailure = failure;
            changed();
        }
    }

    void pause() {
        condition.paused = true;
        hush();
    }

    void resume() {
        if (condition.closing || condition.draining) {
            return;
        }
        condition.paused = false;
        Failure before = condition.halt;
        condition.halt = null;
        if (before != null) {
            anew(before); // with what was mended, a new connection
        }
        if (offsets != null && offsets.isLost()) {
            condition.halt = before;
            changed();
            return;
        }
        if (driver != null) {
            driver.go();
        }
        goOn();
        changed();
    }

    private void anew(Failure before) {
        Failure ofSource = sourceHalt;
        sourceHalt = null;
        sourceSlot.open();
        pipeline.dispatcher().slot().open();
        if (ofSource != null) {
            sourceSlot.broken(ofSource);
        } else {
            pipeline.dispatcher().slot().broken(before);
        }
    }

    private void goOn() {
        if (!condition.isStopped() && condition.deadLetterFailure == null) {
            pipeline.dispatcher().go(); // I3: what could not be kept later is not begun
        }
    }

    private void hush() {
        if (driver != null) {
            driver.stop();
        }
        pipeline.dispatcher().stop();
        changed();
    }

    @Override
    public void halted(Failure failure) {
        if (condition.halt == null) {
            condition.halt = failure;
        }
        hush();
        trigger.halted(failure);
        firstHalt.complete(failure);
    }

    @Override
    public @Nullable Failure inTheWay() {
        return condition.inTheWay();
    }

    @Override
    public void deadLettersBlocked(@Nullable Failure failure) {
        condition.deadLetterFailure = failure;
        if (failure != null) {
            pipeline.dispatcher().stop();
        } else {
            goOn();
        }
        changed();
    }

    void drain(Duration deadline) {
        if (condition.draining) {
            return;
        }
        condition.draining = true;
        if (driver != null) {
            driver.stop();
        }
        pipeline.dispatcher().hurry();
        if (offsets != null) {
            offsets.hurry();
        }
        strand.schedule(deadline, () -> close(false)); // I8
        changed();
    }

    private void close(boolean everythingDelivered) {
        if (condition.closing) {
            return;
        }
        condition.closing = true;
        pipeline.dispatcher().stop();
        pipeline.inFlight().abandonAll();
        if (driver != null) {
            driver.stop();
            driver.detach();
        }
        if (offsets != null) {
            offsets.close();
        }
        strand.schedule(TIME_TO_CLOSE, () -> closed(everythingDelivered)); // I9: a connector that will not close
        sourceSlot.close(() -> pipeline.dispatcher().slot().close(() -> closed(everythingDelivered)));
        changed();
    }

    private void closed(boolean everythingDelivered) {
        changed();
        drained.complete(everythingDelivered);
    }

    @Override
    public void changed() {
        SourceDriver present = driver;
        if (present != null && !condition.closing) {
            present.pump();
        }
        if (condition.draining && !condition.closing) {
            boolean empty = isSettled(present);
            // what is settled is stored also when nothing more can be delivered
            if (empty || (condition.isStopped() && (offsets == null || offsets.isIdle() || offsets.isLost()))) {
                close(empty);
            }
        }
        if (present != null && present.atEnd() && isSettled(present)) {
            completed.complete(null);
        }
        report();
    }

    private boolean isSettled(@Nullable SourceDriver present) {
        return pipeline.inFlight().isEmpty()
                && (offsets == null || offsets.isIdle())
                && (present == null || present.acknowledged());
    }

    private void report() {
        ConnectorSlot<Sink> sinkSlot = pipeline.dispatcher().slot();
        if (sourceSlot.failures() == 0) {
            condition.sourceFailure = null;
        }
        if (sinkSlot.failures() == 0
                || (sinkSlot.usable() != null && pipeline.inFlight().allSettled())) {
            condition.sinkFailure = null;
        }
        condition.report(
                ready.isDone(),
                completed.isDone(),
                Math.max(sourceSlot.failures(), sinkSlot.failures()),
                pipeline.lastProgress(),
                pipeline.retrying());
    }
}
