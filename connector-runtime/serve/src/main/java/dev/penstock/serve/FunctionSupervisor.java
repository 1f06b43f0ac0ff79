package dev.penstock.serve;

import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.FunctionSnapshot.InstanceSnapshot;
import dev.penstock.serve.FunctionSnapshot.LastScale;
import dev.penstock.serve.FunctionSnapshot.State;
import dev.penstock.serve.route.Backend;
import dev.penstock.serve.route.Router;
import dev.penstock.serve.route.RouterLimits;
import dev.penstock.serve.scale.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One function: as many instances of its version as its load wants, and from one version to the next without a gap. Belongs to
 * control; its router is open to all.
 *
 * <p>A new version gets instances of its own. When as many of them are ready as the load wants, it takes all new requests at once, and the
 * instances before it finish what they have. A version that never gets ready never takes over.
 */
final class FunctionSupervisor implements Fleet.Owner {
    private static final System.Logger LOG = System.getLogger("dev.penstock.serve");
    private static final Duration SOON = Duration.ofMillis(50);
    private static final int FAILING = 2;

    private final Ground ground;
    private final Router router;
    private final Load load;
    private final Consumer<FunctionPackage> tookOver;
    private final List<Fleet> retired = new ArrayList<>();
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private Fleet current;
    private @Nullable Fleet next;
    private FunctionPackage settings;
    private int wanted;
    private int numbers;
    private Decision decision;
    private @Nullable LastScale lastScale;
    private boolean stopping;
    private boolean abandoned;
    private boolean answeredAll;
    private volatile FunctionSnapshot snapshot;

    /**
     * A function without instances; {@link #tick} brings it to life.
     *
     * @param tookOver told when another version takes the requests
     */
    FunctionSupervisor(FunctionPackage function, Ground ground, Consumer<FunctionPackage> tookOver) {
        this.ground = ground;
        this.tookOver = tookOver;
        this.settings = function;
        this.router = new Router(function.name(), limits(function), ground.carrier, ground.nanos);
        this.load = function.kind() == Kind.QUEUE ? new QueueLoad(function, ground) : new RequestLoad(function, router);
        this.current = fleet(function);
        this.wanted = function.scaling().min();
        this.decision = Decision.first(wanted);
        this.snapshot = take();
        router.onArrival(() -> ground.control(this::arrived));
    }

    private RouterLimits limits(FunctionPackage function) {
        ServeSettings all = ground.settings;
        return new RouterLimits(
                function.scaling().target(),
                all.queued(),
                all.queuedBytes(),
                all.hold(),
                all.limit().plusSeconds(5), // the instance gives up first, and says so
                function.repeatable());
    }

    private Fleet fleet(FunctionPackage function) {
        return new Fleet(function, ground, this, () -> ++numbers, router);
    }

    Router router() {
        return router;
    }

    FunctionPackage function() {
        return current.function();
    }

    FunctionSnapshot snapshot() {
        return snapshot;
    }

    /** Measures, decides and looks after the instances. */
    void tick() {
        long now = ground.now();
        decision = load.decide(now, current);
        router.expire(abandoned);
        fleets().forEach(Fleet::tick);
        if (!stopping) {
            want(decision.desired(), decision.why());
        }
        reconcile();
    }

    private List<Fleet> fleets() {
        List<Fleet> all = new ArrayList<>(retired);
        all.add(current);
        if (next != null) {
            all.add(next);
        }
        return all;
    }

    /** A request waits and there is no instance. */
    private void arrived() {
        if (wanted == 0 && !stopping) {
            want(1, "a request came");
            reconcile();
        }
    }

    private void want(int instances, String why) {
        if (instances == wanted) {
            return;
        }
        lastScale = new LastScale(ground.clock.instant(), wanted, instances, why);
        LOG.log(
                System.Logger.Level.INFO,
                "function {0}: {1} -> {2} instances: {3}",
                settings.name(),
                wanted,
                instances,
                why);
        wanted = instances;
    }

    /** Takes other settings, or another version, which takes over when it is ready. */
    void deploy(FunctionPackage function) {
        if (next != null && !next.function().version().equals(function.version())) {
            retire(next);
            next = null;
        }
        boolean same = function.version().equals(current.function().version());
        if (same || next != null) {
            use(function);
        } else {
            LOG.log(System.Logger.Level.INFO, "function {0}: a new version is on its way", function.name());
            next = fleet(function);
            use(function);
        }
        reconcile();
    }

    private void use(FunctionPackage function) {
        settings = function;
        load.use(function);
        router.use(limits(function));
    }

    private void retire(Fleet fleet) {
        retired.add(fleet);
        fleet.endAll();
    }

    private void reconcile() {
        retired.removeIf(fleet -> fleet.instances().isEmpty());
        if (next != null) {
            rollOut(next);
        }
        current.scaleTo(abandoned ? 0 : wanted, false);
        snapshot = take();
    }

    private void rollOut(Fleet fresh) {
        boolean nobodyIsServed = wanted == 0 && current.alive() == 0;
        int enough = Math.max(1, wanted);
        if (!nobodyIsServed) {
            fresh.scaleTo(enough, true);
        }
        boolean allThatThereIsRoomFor = fresh.isFull() && fresh.ready() > 0;
        if (!nobodyIsServed && fresh.ready() < enough && !allThatThereIsRoomFor) {
            return;
        }
        Fleet before = current;
        current = fresh;
        next = null;
        router.replaceAll(current.readyOnes());
        tookOver.accept(current.function());
        retire(before);
        LOG.log(System.Logger.Level.INFO, "function {0}: the new version has taken over", settings.name());
    }

    @Override
    public void ready(Fleet fleet, Backend backend) {
        if (fleet.equals(current)) {
            router.add(backend);
        }
        reconcile();
    }

    @Override
    public void leaves(Fleet fleet, Backend backend) {
        router.remove(backend);
    }

    @Override
    public void changed() {
        reconcile();
    }

    /**
     * Takes nothing new, answers what is under way within the deadline, and ends the instances.
     *
     * @return completes when no instance is left, with whether everything was answered by one
     */
    CompletableFuture<Boolean> stop(Duration deadline) {
        if (!stopping) {
            stopping = true;
            router.close();
            long until = ground.now() + deadline.toNanos();
            stopStep(until, until + ground.settings.drain().plusSeconds(4).toNanos());
        }
        return stopped;
    }

    private void stopStep(long until, long last) {
        boolean quiet = router.isQuiet();
        if (!abandoned && (quiet || ground.now() - until >= 0)) {
            abandoned = true;
            answeredAll = quiet;
            router.expire(true);
            fleets().forEach(Fleet::endAll);
        }
        if (abandoned) {
            wanted = 0;
            if (ground.now() - last >= 0) {
                fleets().forEach(Fleet::killAll); // I8: nothing is left behind
            }
            fleets().forEach(Fleet::tick);
        }
        reconcile();
        if (abandoned && fleets().stream().allMatch(fleet -> fleet.instances().isEmpty())) {
            boolean unused = stopped.complete(answeredAll);
            return;
        }
        ground.control(() -> stopStep(until, last), SOON);
    }

    private FunctionSnapshot take() {
        FunctionPackage function = current.function();
        List<InstanceSnapshot> instances = new ArrayList<>();
        for (Fleet fleet : fleets()) {
            for (Instance instance : fleet.instances()) {
                instances.add(of(instance, fleet.function().version()));
            }
        }
        return new FunctionSnapshot(
                settings.name(),
                settings.kind(),
                settings.file().toString(),
                function.path(),
                function.version(),
                state(),
                trouble(),
                settings.scaling(),
                wanted,
                List.copyOf(instances),
                router.concurrency(),
                router.queued(),
                router.stats().counts(ground.now()),
                decision,
                load.backlog(),
                lastScale);
    }

    private InstanceSnapshot of(Instance instance, String version) {
        return new InstanceSnapshot(
                instance.number,
                instance.pid(),
                version,
                instance.state.name().toLowerCase(Locale.ROOT),
                Duration.ofNanos(ground.now() - instance.since).toSeconds(),
                instance.backend == null ? 0 : router.inFlight(instance.backend),
                instance.reason);
    }

    private State state() {
        if (stopping) {
            return State.STOPPING;
        }
        if (current.ready() > 0 && current.stuck()) {
            return State.FAILING;
        }
        if (current.ready() > 0) {
            return next == null ? State.READY : State.ROLLING_OUT;
        }
        if (wanted == 0) {
            return settings.kind() == Kind.POLLING || current.failures() < FAILING ? State.IDLE : State.FAILING;
        }
        return current.failures() >= FAILING ? State.FAILING : State.STARTING;
    }

    private String trouble() {
        if (next != null && !next.trouble().isEmpty()) {
            return "the new version: " + next.trouble();
        }
        if (!current.trouble().isEmpty()) {
            return current.trouble();
        }
        return current.instances().stream()
                .map(each -> each.reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> "not ready: " + reason)
                .orElse("");
    }
}
