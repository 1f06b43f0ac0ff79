package dev.penstock.runtime.supervise;

import dev.penstock.api.Failure;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.engine.PipelineStatus.State;
import dev.penstock.engine.strand.Strand;
import dev.penstock.engine.strand.Workers;
import dev.penstock.runtime.gateway.Hook;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline through all its restarts: its engine is replaced, its name and its counts stay.
 *
 * <p>Any thread may call; nothing blocks. An engine that stops by itself, or cannot be made, is replaced after a pause
 * that doubles up to a minute, and the cause stays visible.
 */
final class RunningPipeline {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final WebhookReply NOT_NOW = new WebhookReply(
            503,
            Map.of("Retry-After", "2", "Content-Type", "application/json"),
            "{\"error\":{\"code\":\"starting\",\"message\":\"the pipeline is starting; send it again\"}}");

    /** How long requests wait for a new engine whose connectors are being built. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    private final Gate gate = new Gate();
    private final String name;
    private final Workers workers;
    private final Strand strand;
    private final Until until;
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> completed = new CompletableFuture<>();
    private final Instant created;
    private volatile PipelineSpec spec;
    private Ports ports;
    private volatile @Nullable PipelineEngine engine;
    private volatile @Nullable Failure broken;
    private Strand.@Nullable Timer nextLaunch;
    private int failures;
    private boolean replaced;
    private boolean closed;

    RunningPipeline(PipelineSpec spec, Ports ports, Workers workers, Until until) {
        this.spec = spec;
        this.ports = ports;
        this.name = spec.plan().name();
        this.workers = workers;
        this.strand = workers.newStrand(name);
        this.until = until;
        this.created = strand.clock().instant();
    }

    String name() {
        return name;
    }

    boolean isPolling() {
        return spec.polling();
    }

    CompletableFuture<Void> ready() {
        return ready;
    }

    CompletableFuture<Void> completed() {
        return completed;
    }

    synchronized void launch() {
        if (closed || replaced || engine != null) {
            return;
        }
        try {
            PipelineEngine fresh = new PipelineEngine(spec.plan(), ports, workers.newStrand(name()), metrics);
            engine = fresh;
            fresh.ready().whenComplete((done, thrown) -> {
                if (thrown == null) {
                    ready.complete(null);
                } else {
                    replaceBroken(fresh, thrown);
                }
            });
            fresh.completed().thenRun(() -> completed.complete(null));
            fresh.start(spec.polling() ? until : Until.STOPPED);
        } catch (RuntimeException e) {
            engine = null;
            relaunch(e);
        }
    }

    private synchronized void replaceBroken(PipelineEngine of, Throwable thrown) {
        if (of.equals(engine)) {
            engine = null;
            relaunch(thrown);
        }
    }

    /** I9: it harms nobody but itself, and goes on trying. */
    private void relaunch(Throwable thrown) {
        broken = Failure.of(thrown);
        failures++;
        Duration pause = Duration.ofMillis(500L << Math.min(failures, 10));
        nextLaunch = strand.schedule(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause, this::launch);
    }

    void pause() {
        PipelineEngine present = engine;
        if (present != null) {
            present.pause();
        }
    }

    void resume() {
        PipelineEngine present = engine;
        if (present != null) {
            present.resume();
        }
    }

    /** Drains the engine for at most that long and goes on with a new one. */
    synchronized CompletionStage<Void> restart(Duration deadline) {
        PipelineEngine present = engine;
        if (closed || present == null) {
            return CompletableFuture.completedFuture(null);
        }
        return present.drain(deadline).handle((all, thrown) -> {
            synchronized (this) {
                if (present.equals(engine)) {
                    engine = null;
                    broken = null;
                    launch();
                }
            }
            return null;
        });
    }

    /**
     * Ends the engine to make room for that of another version: requests wait from now on, those inside get their replies, what is
     * under way is delivered. {@link #goOn} must follow.
     *
     * @return completes with whether everything under way was delivered
     * @throws IllegalStateException when it is being replaced already
     */
    CompletableFuture<Boolean> makeRoom(Duration deadline) {
        synchronized (this) {
            if (replaced) {
                throw new IllegalStateException("the pipeline " + name + " is being replaced already");
            }
            replaced = true;
            if (nextLaunch != null) {
                nextLaunch.cancel();
            }
        }
        return gate.shut()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handle((nobody, thrown) -> thrown == null) // who is inside for too long is answered by the drain
                .thenCompose(empty -> end(deadline));
    }

    private synchronized CompletableFuture<Boolean> end(Duration deadline) {
        PipelineEngine present = engine;
        if (present == null) {
            return CompletableFuture.completedFuture(true);
        }
        return present.drain(deadline).toCompletableFuture().whenComplete((all, thrown) -> {
            synchronized (this) {
                if (present.equals(engine)) {
                    engine = null;
                }
            }
        });
    }

    /** Begins anew after {@link #makeRoom}, with that version; requests enter once its connectors are built. */
    void goOn(PipelineSpec next, Ports nextPorts) {
        PipelineEngine fresh;
        synchronized (this) {
            spec = next;
            ports = nextPorts;
            broken = null;
            failures = 0;
            replaced = false;
            launch();
            fresh = engine;
        }
        if (fresh == null) {
            gate.open();
            return;
        }
        CompletionStage<Void> built = fresh.ready()
                .thenAccept(done -> {})
                .toCompletableFuture()
                .orTimeout(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
        built.whenComplete((done, thrown) -> gate.open());
    }

    /** Ends it for good; completes with whether everything under way was delivered. */
    synchronized CompletableFuture<Boolean> drain(Duration deadline) {
        closed = true;
        PipelineEngine present = engine;
        return present == null
                ? CompletableFuture.completedFuture(true)
                : present.drain(deadline).toCompletableFuture();
    }

    PipelineSnapshot snapshot() {
        return new PipelineSnapshot(
                name, spec.plan().sourceName(), spec.plan().sinkName(), ready.isDone(), status(), metrics);
    }

    private PipelineStatus status() {
        PipelineEngine present = engine;
        return present != null
                ? present.status()
                : new PipelineStatus(State.STARTING, broken, broken == null ? 0 : 1, created, null, 0);
    }

    /** Its place in the gateway, the same through all restarts. */
    Optional<Hook> hook() {
        return spec.endpoint().map(PipelineHook::new);
    }

    private final class PipelineHook implements Hook {
        private final Endpoint endpoint;

        PipelineHook(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public CompletionStage<WebhookReply> receive(WebhookRequest request) {
            return gate.pass(() -> {
                PipelineEngine present = engine;
                return present == null ? CompletableFuture.completedFuture(NOT_NOW) : present.receive(request);
            });
        }
    }
}
