package dev.penstock.function;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.config.Durations;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.Fate;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Workers;
import dev.penstock.host.ConfiguredConnector;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SinkDeadLetters;
import dev.penstock.host.SystemTime;
import dev.penstock.host.state.SharedState;
import io.cloudevents.CloudEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A function out of a package, running: its connectors stay open from one invocation to the next.
 *
 * <p>Any thread may call, also for several invocations at once.
 */
public final class PackagedFunction implements AutoCloseable {
    private static final String MARGIN = "PENSTOCK_MARGIN";
    private static final PipelineStatus BETWEEN_INVOCATIONS =
            new PipelineStatus(PipelineStatus.State.RUNNING, null, 0, Instant.EPOCH, null, 0);

    private static final WebhookReply LATE = new WebhookReply(
            503,
            Map.of("Retry-After", "1", "Content-Type", "application/json"),
            "{\"error\":{\"code\":\"out-of-time\",\"message\":\"it was not delivered in time; send it again\"}}");

    private static final WebhookReply ELSEWHERE = new WebhookReply(
            404,
            Map.of("Content-Type", "application/json"),
            "{\"error\":{\"code\":\"not-found\",\"message\":\"the webhook does not listen on this path\"}}");

    private final FunctionDefinition definition;
    private final Workers workers;
    private final List<Closeable> jars;
    private final @Nullable SinkDeadLetters deadLetters;
    private final @Nullable SharedState shared;
    private final @Nullable PipelineEngine engine;
    private final @Nullable PollingInvocations polling;
    private final QueueReport queue;

    /**
     * Reads and starts the function of a package, with the environment of this process and the secrets that it names; its
     * connectors are built in the background. Blocks while secrets are fetched.
     *
     * @param home the directory of the package
     * @throws FunctionProblem when it cannot start until somebody mends something
     */
    public static PackagedFunction open(Path home) {
        InstantSource clock = SystemTime.clock();
        try (Secrets secrets = new Secrets(home.resolve(Secrets.FOLDER), System.getenv(), clock)) {
            return new PackagedFunction(home, new ProcessReferences(System.getenv(), secrets), clock);
        }
    }

    /**
     * The same with values and time from elsewhere.
     *
     * @throws FunctionProblem when it cannot start until somebody mends something
     */
    public PackagedFunction(Path home, Binder.References references, InstantSource clock) {
        this(home, references, clock, false);
    }

    /**
     * The same for show: it takes nothing from a queue, and what it is brought goes nowhere.
     *
     * @throws FunctionProblem when it cannot start until somebody mends something
     */
    public static PackagedFunction rehearsal(Path home, Binder.References references, InstantSource clock) {
        return new PackagedFunction(home, references, clock, true);
    }

    private PackagedFunction(Path home, Binder.References references, InstantSource clock, boolean rehearsal) {
        this.definition = DefinitionFile.read(home);
        PlanBuilder.Built built = new PlanBuilder(home, references, clock).build(definition);
        PipelinePlan plan = rehearsal ? Rehearsal.of(built.plan(), definition.shape()) : built.plan();
        this.jars = built.jars();
        this.workers = new Workers(
                clock, (strand, bug) -> log().log(System.Logger.Level.ERROR, strand + ": a bug in Penstock", bug));
        ConfiguredConnector letters = built.deadLetter();
        Duration timeout = plan.settings().timeout();
        this.deadLetters =
                letters == null ? null : new SinkDeadLetters(letters.sink(definition.name(), clock), timeout, clock);
        if (definition.shape() == Shape.POLLING) {
            this.shared = null;
            this.engine = null;
            this.polling = new PollingInvocations(new PollingInvocations.Setup(
                    plan,
                    deadLetters,
                    state(built),
                    SharedState.here(System.getenv()),
                    margin(references),
                    workers,
                    clock));
        } else {
            SharedState.Settings state = built.state();
            this.shared = state == null
                    ? null
                    : new SharedState(
                            state, SharedState.here(System.getenv()), workers.newStrand(definition.name()), () -> {});
            this.engine = start(plan, shared == null ? new RecentDeliveries() : shared.seen());
            this.polling = null;
        }
        this.queue = new QueueReport(engine, clock);
    }

    private PipelineEngine start(PipelinePlan plan, SeenDeliveries seen) {
        DeadLetterStore letters = deadLetters;
        PipelineEngine started = new PipelineEngine(
                plan,
                new PipelineEngine.Ports(new NoOffsets(), letters, seen, new SplittableRandom()),
                workers.newStrand(definition.name()),
                new PipelineMetrics());
        started.start(Until.STOPPED);
        return started;
    }

    private static SharedState.Settings state(PlanBuilder.Built built) {
        if (built.state() == null) {
            throw new FunctionProblem("the package of a function that polls has no state; package the pipeline again");
        }
        return built.state();
    }

    private static @Nullable Duration margin(Binder.References references) {
        String text = references.environment(MARGIN).orElse(null);
        try {
            return text == null ? null : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new FunctionProblem(MARGIN + " is no duration: " + e.getMessage());
        }
    }

    /** The pipeline's name. */
    public String name() {
        return definition.name();
    }

    /** What an invocation is. */
    public Shape shape() {
        return definition.shape();
    }

    /** Where the webhook listens; empty for other shapes, and until the source is built. */
    public Optional<Endpoint> endpoint() {
        return engine == null ? Optional.empty() : engine.endpoint();
    }

    /** How it is doing. */
    public PipelineStatus status() {
        return engine == null ? BETWEEN_INVOCATIONS : engine.status();
    }

    /**
     * Completes when both connectors have been built once; never when that is not possible. At once when it polls, for each
     * invocation then builds its own.
     */
    public CompletableFuture<Void> ready() {
        return engine == null
                ? CompletableFuture.completedFuture(null)
                : engine.ready().toCompletableFuture();
    }

    /**
     * Delivers the events of an invocation.
     *
     * @param events in order
     * @param limit after this long there is an answer, whatever is delivered by then
     * @return completes with the fate of each event, by position; never exceptionally
     */
    public CompletableFuture<List<Fate>> bring(List<CloudEvent> events, Duration limit) {
        PipelineEngine running = running();
        tryAgainAfterHalt(running);
        return running.bring(events, limit).toCompletableFuture();
    }

    /**
     * Polls the source and delivers until it has nothing more, or time is nearly over.
     *
     * @param limit after this long there is an answer
     * @return completes with what was done; never exceptionally
     */
    public CompletableFuture<PollSummary> poll(Duration limit) {
        if (polling == null) {
            throw new IllegalStateException("this function is a " + shape().text() + " and does not poll");
        }
        return polling.invoke(limit);
    }

    /**
     * How a function that reads a queue is doing, as a JSON object on one line. To be asked from time to time: one that stopped because
     * somebody has to mend something tries again then.
     */
    public String report() {
        return queue.json();
    }

    /**
     * Takes an HTTP request to the webhook.
     *
     * @param limit after this long the answer is 503, unless there is another by then
     * @return completes with the reply; never exceptionally
     */
    public CompletableFuture<WebhookReply> receive(WebhookRequest request, Duration limit) {
        PipelineEngine running = running();
        tryAgainAfterHalt(running);
        return running.ready()
                .thenCompose(ready ->
                        isHere(request) ? running.receive(request) : CompletableFuture.completedFuture(ELSEWHERE))
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(LATE, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean isHere(WebhookRequest request) {
        return endpoint()
                .filter(endpoint -> withoutSlash(endpoint.path()).equals(withoutSlash(request.path())))
                .isPresent();
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** An invocation is a new try: whoever had to mend something may have done so. */
    private static void tryAgainAfterHalt(PipelineEngine running) {
        if (running.status().state() == PipelineStatus.State.HALTED) {
            running.resume();
        }
    }

    private PipelineEngine running() {
        if (engine == null) {
            throw new IllegalStateException("this function polls; it takes no events");
        }
        return engine;
    }

    /**
     * Takes nothing more, delivers what is under way for at most that long, and closes the connectors.
     *
     * @return whether everything was delivered; if not, that is logged, and it comes again from whoever sent it
     */
    public boolean drain(Duration deadline) {
        boolean all = engine == null
                ? polling == null || polling.drain(deadline)
                : engine.drain(deadline).toCompletableFuture().join();
        if (!all) {
            log().log(System.Logger.Level.WARNING, "not everything was delivered in time; it will be sent again");
        }
        if (shared != null) {
            shared.close();
        }
        close();
        return all;
    }

    /** Lets go of everything at once; connectors are closed by {@link #drain}. */
    @Override
    public void close() {
        workers.close();
        if (deadLetters != null) {
            deadLetters.close();
        }
        for (Closeable jar : jars) {
            try {
                jar.close();
            } catch (IOException e) {
                log().log(System.Logger.Level.DEBUG, "a connector's jar did not close in order", e);
            }
        }
    }

    /** For sources that have none. */
    private static final class NoOffsets implements OffsetStore {
        @Override
        public Claim claim(String pipeline) {
            throw new IllegalStateException("a function of this shape keeps no offsets");
        }

        @Override
        public Map<Partition, Offset> load(String pipeline) {
            throw new IllegalStateException("a function of this shape keeps no offsets");
        }

        @Override
        public void save(Claim claim, Map<Partition, Offset> offsets) {
            throw new IllegalStateException("a function of this shape keeps no offsets");
        }
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.function");
    }
}
