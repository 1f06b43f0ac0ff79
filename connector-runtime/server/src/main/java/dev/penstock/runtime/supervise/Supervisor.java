package dev.penstock.runtime.supervise;

import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.strand.Workers;
import dev.penstock.host.SinkDeadLetters;
import dev.penstock.host.state.SharedState;
import dev.penstock.runtime.gateway.Hook;
import dev.penstock.runtime.state.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Run many pipelines side by side, each on its own strand.
 *
 * <p>Any thread may call. Only {@link #drain} takes long, and it does not block.
 */
public final class Supervisor {
    private static final Duration RESTART = Duration.ofSeconds(10);

    private final Map<String, RunningPipeline> pipelines = new LinkedHashMap<>();
    private final Map<String, SharedState> sharedStates = new ConcurrentHashMap<>();
    private final Map<String, SinkDeadLetters> deadLetterSinks = new ConcurrentHashMap<>();
    private final SplittableRandom seeds = new SplittableRandom();
    private final StateStore store;
    private final Workers workers;
    private final InstantSource clock;

    /** Pipelines that are not started yet. */
    public Supervisor(List<PipelineSpec> specs, StateStore store, Workers workers, InstantSource clock, Until until) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        for (PipelineSpec spec : specs) {
            pipelines.put(spec.plan().name(), new RunningPipeline(spec, ports(spec), workers, until));
        }
    }

    private Ports ports(PipelineSpec spec) {
        String name = spec.plan().name();
        SharedState shared = spec.state()
                .map(settings -> new SharedState(
                        settings, SharedState.here(System.getenv()), workers.newStrand(name), () -> restart(name)))
                .orElse(null);
        if (shared != null) {
            sharedStates.put(name, shared);
        }
        return new Ports(
                shared == null ? store.offsets() : shared.offsets(),
                deadLetters(spec),
                shared == null ? store.seen() : shared.seen(),
                split());
    }

    private synchronized SplittableRandom split() {
        return seeds.split();
    }

    private DeadLetterStore deadLetters(PipelineSpec spec) {
        if (spec.deadLetter().isEmpty()) {
            return store.deadLetters();
        }
        SinkDeadLetters letters = new SinkDeadLetters(
                spec.deadLetter().get(), spec.plan().settings().timeout(), clock);
        deadLetterSinks.put(spec.plan().name(), letters);
        return letters;
    }

    /** The hooks of all webhook pipelines; they answer 503 until their pipeline is up. */
    public List<Hook> hooks() {
        return pipelines.values().stream().flatMap(each -> each.hook().stream()).toList();
    }

    /** Starts all. */
    public void start() {
        pipelines.values().forEach(RunningPipeline::launch);
    }

    /** Completes when every pipeline has had both its connectors built. */
    public CompletableFuture<Void> ready() {
        return all(pipelines.values().stream().map(RunningPipeline::ready).toList());
    }

    /** Completes when every polling source is at its end and all of it is delivered. */
    public CompletableFuture<Void> completed() {
        return all(pipelines.values().stream()
                .filter(RunningPipeline::isPolling)
                .map(RunningPipeline::completed)
                .toList());
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> each) {
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new));
    }

    /** How all are doing, in the order they were given. */
    public List<PipelineSnapshot> snapshot() {
        return pipelines.values().stream().map(RunningPipeline::snapshot).toList();
    }

    /** How one is doing, or null if there is none of that name. */
    public @Nullable PipelineSnapshot snapshot(String name) {
        RunningPipeline pipeline = pipelines.get(name);
        return pipeline == null ? null : pipeline.snapshot();
    }

    /** Stops one from taking and writing; false if there is none of that name. */
    public boolean pause(String name) {
        RunningPipeline pipeline = pipelines.get(name);
        if (pipeline != null) {
            pipeline.pause();
        }
        return pipeline != null;
    }

    /** Lets one go on; false if there is none of that name. */
    public boolean resume(String name) {
        RunningPipeline pipeline = pipelines.get(name);
        if (pipeline != null) {
            pipeline.resume();
        }
        return pipeline != null;
    }

    /** Drains one and starts it anew, soon; false if there is none of that name. */
    public boolean restart(String name) {
        RunningPipeline pipeline = pipelines.get(name);
        if (pipeline != null) {
            pipeline.restart(RESTART);
        }
        return pipeline != null;
    }

    /**
     * Puts another version of a pipeline in place of the one of its name, between two batches: nothing new is taken, what is under
     * way is delivered and its offsets are stored, the old connectors are closed, and the new version goes on from there. Webhooks
     * wait meanwhile.
     *
     * @param deadline how long that may take; what is not delivered by then comes again from upstream
     * @return completes when the new version has begun; true if everything under way was delivered
     * @throws IllegalArgumentException when there is no pipeline of that name
     * @throws IllegalStateException when it is being replaced already
     */
    public CompletableFuture<Boolean> replace(PipelineSpec next, Duration deadline) {
        String name = next.plan().name();
        RunningPipeline pipeline = pipelines.get(name);
        if (pipeline == null) {
            throw new IllegalArgumentException("there is no pipeline " + name + " to be replaced");
        }
        return pipeline.makeRoom(deadline)
                .exceptionally(thrown -> false)
                .thenCompose(all -> release(name, all))
                .thenApply(all -> {
                    closeDeadLetters(name);
                    pipeline.goOn(next, ports(next));
                    return all;
                });
    }

    private void closeDeadLetters(String name) {
        SinkDeadLetters letters = deadLetterSinks.remove(name);
        if (letters != null) {
            letters.close();
        }
    }

    /** What one has shared with other processes they may have from now on. */
    private CompletableFuture<Boolean> release(String name, boolean all) {
        SharedState shared = sharedStates.remove(name);
        if (shared == null) {
            return CompletableFuture.completedFuture(all);
        }
        // it asks a store, which takes its time; not on the strand that brought us here
        return CompletableFuture.supplyAsync(
                () -> {
                    shared.close();
                    return all;
                },
                task -> new Thread(task, "penstock-release").start());
    }

    /**
     * Drains all at the same time.
     *
     * @return completes when all are closed; true if everything under way was delivered
     */
    public CompletableFuture<Boolean> drain(Duration deadline) {
        List<CompletableFuture<Boolean>> drained = pipelines.values().stream()
                .map(each -> each.drain(deadline)
                        .exceptionally(thrown -> false)
                        .thenCompose(all -> release(each.name(), all)))
                .toList();
        return CompletableFuture.allOf(drained.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    deadLetterSinks.keySet().forEach(this::closeDeadLetters);
                    return drained.stream().allMatch(CompletableFuture::join);
                });
    }
}
