package dev.penstock.cli;

import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Workers;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.state.StateStore;
import dev.penstock.runtime.state.StoredDeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Delivers the dead letters of a pipeline again, by the pipeline's own engine with its own settings.
 *
 * <p>A dead letter is deleted once its event is delivered, or stored as a new dead letter because it failed again.
 */
final class Replay {
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final int LOOK_AGAIN_MILLIS = 100;

    private final CompiledPipeline pipeline;
    private final StateStore store;
    private final Set<Long> chosen;
    private final StopSignal stop;

    Replay(CompiledPipeline pipeline, StateStore store, Set<Long> chosen, StopSignal stop) {
        this.pipeline = pipeline;
        this.store = store;
        this.chosen = chosen;
        this.stop = stop;
    }

    /** Blocks until all are settled or the command is asked to stop. */
    PipelineMetrics run() throws Exception {
        PipelinePlan own = pipeline.plan();
        long last = lastNumber();
        PipelinePlan plan = new PipelinePlan(
                own.name(),
                "dead-letters",
                () -> new DeadLetterSource(store.deadLetters(), own.name(), chosen, last),
                own.sinkName(),
                own.sink(),
                own.settings());
        PipelineMetrics metrics = new PipelineMetrics();
        try (Workers workers = new Workers(SystemTime.clock(), Replay::bug)) {
            PipelineEngine engine = new PipelineEngine(
                    plan,
                    new PipelineEngine.Ports(
                            new ReplayedLetters(store.deadLetters(), own.name(), chosen),
                            store.deadLetters(),
                            new NoneSeen(),
                            RandomGenerator.getDefault()),
                    workers.newStrand(own.name()),
                    metrics);
            engine.start(PipelineEngine.Until.END);
            await(engine);
            engine.drain(DRAIN).toCompletableFuture().get(DRAIN.toSeconds() + 10, TimeUnit.SECONDS);
        }
        return metrics;
    }

    private void await(PipelineEngine engine) throws Exception {
        CompletableFuture<Void> completed = engine.completed().toCompletableFuture();
        while (!completed.isDone() && !stop.isAsked()) {
            PipelineStatus status = engine.status();
            if (status.state() == PipelineStatus.State.HALTED && status.failure() != null) {
                engine.drain(DRAIN);
                throw CommandException.failed(
                        "the replay stopped: " + status.failure().message() + "; what was not delivered is kept", null);
            }
            try {
                completed.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // look at the state again
            }
        }
    }

    private long lastNumber() throws Exception {
        long last = 0;
        while (true) {
            List<StoredDeadLetter> page = store.deadLetters().list(pipeline.name(), last, 1000);
            if (page.isEmpty()) {
                return last;
            }
            last = page.get(page.size() - 1).id();
        }
    }

    private static void bug(String strand, Throwable thrown) {
        throw new IllegalStateException("a bug in the engine of pipeline '" + strand + "'", thrown);
    }

    /** A replay is no webhook. */
    private static final class NoneSeen implements SeenDeliveries {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    }
}
