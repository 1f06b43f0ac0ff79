package dev.penstock.runtime;

import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.strand.Workers;
import dev.penstock.runtime.gateway.HookTable;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.state.StateDirectory;
import dev.penstock.runtime.state.StateStore;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import dev.penstock.runtime.supervise.PipelineSpec;
import dev.penstock.runtime.supervise.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Run pipelines in this process: state, webhooks, administration and the pipelines themselves.
 *
 * <p>Starting returns once the data directory is held, the ports are bound and every pipeline has begun. A pipeline whose
 * connectors cannot be built keeps trying, and its hook answers 503 until then; {@link #awaitReady} waits until all have
 * been built once. Any thread may call.
 */
public final class PenstockRuntime implements AutoCloseable {
    private final StateDirectory directory;
    private final StateStore store;
    private final Workers workers;
    private final Supervisor supervisor;
    private final HookTable hooks;
    private final Listeners listeners;

    private PenstockRuntime(
            StateDirectory directory,
            StateStore store,
            Workers workers,
            Supervisor supervisor,
            HookTable hooks,
            Listeners listeners) {
        this.hooks = hooks;
        this.directory = directory;
        this.store = store;
        this.workers = workers;
        this.supervisor = supervisor;
        this.listeners = listeners;
    }

    /** A runtime that keeps its state in that directory. */
    public static RuntimeBuilder builder(Path dataDirectory) {
        return new RuntimeBuilder(dataDirectory);
    }

    static PenstockRuntime start(RuntimeSettings settings) {
        StateDirectory directory = StateDirectory.lock(settings.dataDirectory());
        // SQLite and Jetty take about as long as each other: side by side
        CompletableFuture<StateStore> opening =
                CompletableFuture.supplyAsync(() -> StateStore.open(directory, settings.clock()), Listeners.onThread());
        HookTable hooks = new HookTable();
        AtomicReference<@Nullable Supervisor> present = new AtomicReference<>();
        Listeners listeners = null;
        try {
            listeners = Listeners.open(settings, hooks, present::get);
            StateStore store = opening.join();
            Workers workers = new Workers(settings.clock(), Listeners::bug);
            Supervisor supervisor = new Supervisor(
                    settings.pipelines(),
                    store,
                    workers,
                    settings.clock(),
                    settings.toTheEnd() ? Until.END : Until.STOPPED);
            supervisor.hooks().forEach(hooks::put);
            hooks.complete(true);
            supervisor.start();
            present.set(supervisor);
            return new PenstockRuntime(directory, store, workers, supervisor, hooks, listeners);
        } catch (RuntimeException e) {
            if (listeners != null) {
                listeners.close();
            }
            opening.handle((store, thrown) -> {
                        if (store != null) {
                            store.close();
                        }
                        return null;
                    })
                    .join();
            directory.close();
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until every pipeline has had both its connectors built; false when that takes longer. */
    public boolean awaitReady(Duration longest) throws InterruptedException {
        try {
            supervisor.ready().get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pipeline's readiness cannot fail", e);
        }
    }

    /**
     * Completes when every polling source is at its end, all of it is delivered and its offsets are durable; never, unless
     * built with {@link RuntimeBuilder#toTheEnd}.
     */
    public CompletableFuture<Void> completed() {
        return supervisor.completed();
    }

    /** How the pipelines are doing. */
    public List<PipelineSnapshot> snapshot() {
        return supervisor.snapshot();
    }

    /** To pause, resume and restart single pipelines. */
    public Supervisor supervisor() {
        return supervisor;
    }

    /**
     * Goes on with another version of the pipeline of that name, from where the old one has stopped: nothing that is healthy is lost
     * or repeated, and webhooks wait meanwhile instead of being refused. The old version's connectors are closed by then.
     *
     * @param deadline how long the old version may take to deliver what is under way; what is left comes again from upstream
     * @return completes when the new version has begun; true if everything under way was delivered
     * @throws IllegalArgumentException when there is no pipeline of that name, or it listens and no port is open
     * @throws IllegalStateException when it is being replaced already
     */
    public CompletableFuture<Boolean> replace(CompiledPipeline next, Duration deadline) {
        return replace(RuntimeBuilder.spec(next), deadline);
    }

    /** The same for a pipeline that was not compiled from a file. */
    public CompletableFuture<Boolean> replace(PipelineSpec next, Duration deadline) {
        if (next.endpoint().isPresent() && listeners.httpPort().isEmpty()) {
            throw new IllegalArgumentException("the pipeline " + next.plan().name()
                    + " listens for webhooks now, and no port is open for them; start again");
        }
        return supervisor.replace(next, deadline).thenApply(all -> {
            hooks.set(supervisor.hooks());
            return all;
        });
    }

    /** The port that webhooks listen on; empty when no pipeline has any. */
    public OptionalInt httpPort() {
        return listeners.httpPort();
    }

    /** The port of administration; empty when there is none. */
    public OptionalInt adminPort() {
        return listeners.adminPort();
    }

    /**
     * Takes nothing new, delivers what is under way and closes the connectors; answers webhooks with 503 meanwhile.
     *
     * <p>Blocks until done, a little longer than the deadline at most.
     *
     * @return whether everything under way was delivered; what was not comes again from upstream
     */
    public boolean drain(Duration deadline) throws InterruptedException {
        try {
            return supervisor.drain(deadline).get(deadline.plusSeconds(10).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false; // I8: a connector that will not close does not keep the process
        }
    }

    /** Closes everything; without {@link #drain} before, what is under way comes again from upstream. */
    @Override
    public void close() {
        try (directory;
                store;
                workers) {
            listeners.close();
        }
    }
}
