package dev.penstock.serve;

import dev.penstock.serve.instance.RestartPause;
import dev.penstock.serve.instance.RunningInstance;
import dev.penstock.serve.instance.StartLimit.Granted;
import dev.penstock.serve.route.Backend;
import dev.penstock.serve.route.HttpCarrier.Told;
import dev.penstock.serve.route.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one version of a function: starts, watches, replaces and ends them. Belongs to control.
 *
 * <p>An instance that ends by itself is replaced, with a pause that grows while that goes on. One that is to end gets no new
 * requests, finishes those it has, is then asked to end, and is killed when it does not.
 */
final class Fleet {
    private static final System.Logger LOG = System.getLogger("dev.penstock.serve");
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(60);
    private static final Duration STARTS_ALONE = Duration.ofSeconds(10);
    private static final Duration LOOK_SOON = Duration.ofMillis(20);
    private static final Duration LOOK_LATER = Duration.ofMillis(250);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final Duration CHECK_WITHIN = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int MISSED_CHECKS = 3;

    private final FunctionPackage function;
    private final Ground ground;
    private final Owner owner;
    private final IntSupplier numbers;
    private final Router router;
    private final List<Instance> instances = new ArrayList<>();
    private final RestartPause pause = new RestartPause();
    private String trouble = "";
    private boolean full;

    /** Who is told. */
    interface Owner {
        void ready(Fleet fleet, Backend backend);

        void leaves(Fleet fleet, Backend backend);

        void changed();
    }

    Fleet(FunctionPackage function, Ground ground, Owner owner, IntSupplier numbers, Router router) {
        this.function = function;
        this.ground = ground;
        this.owner = owner;
        this.numbers = numbers;
        this.router = router;
    }

    FunctionPackage function() {
        return function;
    }

    List<Instance> instances() {
        return instances;
    }

    List<Backend> readyOnes() {
        List<Backend> ready = new ArrayList<>();
        for (Instance instance : instances) {
            if (instance.state == Instance.State.READY && instance.backend != null) {
                ready.add(instance.backend);
            }
        }
        return ready;
    }

    int ready() {
        return count(Instance.State.READY);
    }

    int alive() {
        return count(Instance.State.READY) + count(Instance.State.STARTING);
    }

    /** Whether those that are ready cannot go on until somebody mends something. */
    boolean stuck() {
        return instances.stream()
                .filter(each -> each.state == Instance.State.READY)
                .allMatch(each -> each.report != null && each.report.isHalted());
    }

    private int count(Instance.State state) {
        return (int) instances.stream().filter(each -> each.state == state).count();
    }

    /** Why there are fewer than wanted; empty when all is well. */
    String trouble() {
        return trouble;
    }

    /** Whether others have all the room that there is. */
    boolean isFull() {
        return full;
    }

    /** Starts or ends as many as are missing or too many. */
    void scaleTo(int wanted, boolean rollOut) {
        full = false;
        for (int missing = wanted - alive(); missing > 0; missing--) {
            if (!pause.isOver(ground.now()) || !granted(rollOut)) {
                break;
            }
            start();
        }
        while (alive() > wanted) {
            end(surplus());
        }
    }

    private boolean granted(boolean rollOut) {
        Granted granted = ground.limit.ask(rollOut);
        full = granted == Granted.TOO_MANY_INSTANCES;
        if (full) {
            trouble = "there is no room: " + ground.limit.mostInstances()
                    + " instances run on this machine already; raise --max-instances if its memory allows";
        }
        return granted == Granted.YES;
    }

    /** The one that is missed least: still starting, else with the fewest requests, the youngest of them. */
    private Instance surplus() {
        Comparator<Instance> least = Comparator.<Instance, Integer>comparing(
                        each -> each.state == Instance.State.STARTING ? 0 : 1)
                .thenComparing(each -> each.backend == null ? 0 : router.inFlight(each.backend))
                .thenComparing(each -> -each.number);
        return instances.stream()
                .filter(each -> each.state != Instance.State.STOPPING)
                .min(least)
                .orElseThrow();
    }

    void endAll() {
        for (Instance instance : List.copyOf(instances)) {
            if (instance.state != Instance.State.STOPPING) {
                end(instance);
            }
        }
    }

    /** For those that will not end. */
    void killAll() {
        for (Instance instance : instances) {
            if (instance.running != null) {
                instance.running.kill();
            }
        }
    }

    private void start() {
        Instance instance = new Instance(numbers.getAsInt(), ground.now());
        instances.add(instance);
        String label = function.name() + "/" + instance.number;
        ground.aside(() -> {
            try {
                RunningInstance running = ground.launcher.launch(function.program(), label);
                ground.control(() -> launched(instance, running));
            } catch (IOException | RuntimeException e) {
                ground.control(() -> notLaunched(instance, e));
            }
        });
    }

    private void notLaunched(Instance instance, Exception problem) {
        trouble = "no process could be started: " + problem.getMessage();
        LOG.log(System.Logger.Level.WARNING, "function " + function.name() + ": " + trouble);
        pause.failed(ground.now(), 0, 0);
        forget(instance);
    }

    private void launched(Instance instance, RunningInstance running) {
        instance.running = running;
        var unusedPort = running.listening().thenAccept(at -> ground.control(() -> listens(instance, at)));
        var unusedEnd = running.gone().thenAccept(code -> ground.control(() -> gone(instance, running, code)));
        if (instance.state == Instance.State.STOPPING) {
            ask(instance);
        }
    }

    private void listens(Instance instance, int port) {
        instance.port = port;
        look(instance);
    }

    private void look(Instance instance) {
        if (instance.state != Instance.State.STARTING) {
            return;
        }
        var unused = ground.carrier
                .get(instance.port, "/health/ready", CHECK_WITHIN)
                .whenComplete((told, failure) -> ground.control(() -> looked(instance, told)));
    }

    private void looked(Instance instance, @Nullable Told told) {
        if (instance.state != Instance.State.STARTING) {
            return;
        }
        if (told != null && told.status() == 200) {
            ready(instance);
            return;
        }
        instance.reason = told == null ? "it does not answer" : told.text();
        boolean soon = age(instance).compareTo(STARTS_ALONE) < 0;
        ground.control(() -> look(instance), soon ? LOOK_SOON : LOOK_LATER);
    }

    private void ready(Instance instance) {
        instance.state = Instance.State.READY;
        instance.readySince = ground.now();
        instance.reason = "";
        trouble = "";
        uncount(instance);
        Backend backend = new Backend(function.name() + "/" + instance.number, instance.port);
        instance.backend = backend;
        LOG.log(
                System.Logger.Level.DEBUG,
                "function {0}: instance {1} is ready after {2} ms",
                function.name(),
                instance.number,
                age(instance).toMillis());
        owner.ready(this, backend);
    }

    private Duration age(Instance instance) {
        return Duration.ofNanos(ground.now() - instance.since);
    }

    private void uncount(Instance instance) {
        if (instance.counted) {
            instance.counted = false;
            ground.limit.started();
        }
    }

    private void end(Instance instance) {
        instance.state = Instance.State.STOPPING;
        instance.stoppingSince = ground.now();
        if (instance.backend != null) {
            owner.leaves(this, instance.backend);
        }
        if (instance.running != null && isFree(instance)) {
            ask(instance);
        }
    }

    private boolean isFree(Instance instance) {
        return instance.backend == null || router.inFlight(instance.backend) == 0;
    }

    private void ask(Instance instance) {
        instance.asked = true;
        instance.askedAt = ground.now();
        Objects.requireNonNull(instance.running).stop();
    }

    private void gone(Instance instance, RunningInstance running, int code) {
        if (instance.state != Instance.State.STOPPING) {
            trouble = "instance " + instance.number + " (process " + running.pid() + ") ended by itself after "
                    + age(instance).toSeconds() + " s: " + ExitText.of(code)
                    + (running.lastWords().isEmpty() ? "" : "; it said last: " + running.lastWords());
            LOG.log(System.Logger.Level.WARNING, "function " + function.name() + ": " + trouble);
            Backend backend = instance.backend;
            pause.failed(
                    ground.now(),
                    backend == null ? 0 : ground.now() - instance.readySince,
                    backend == null ? 0 : router.answered(backend));
            if (backend != null) {
                owner.leaves(this, backend);
            }
        }
        forget(instance);
    }

    private void forget(Instance instance) {
        uncount(instance);
        ground.limit.gone();
        instances.remove(instance);
        owner.changed();
    }

    /** Looks after those that start too slowly, hang or will not end. */
    void tick() {
        long now = ground.now();
        for (Instance instance : List.copyOf(instances)) {
            switch (instance.state) {
                case STARTING -> {
                    if (age(instance).compareTo(STARTS_ALONE) > 0) {
                        uncount(instance); // others need not wait for it
                    }
                    if (instance.port == 0 && age(instance).compareTo(LISTENS_WITHIN) > 0) {
                        kill(instance, "does not listen after " + LISTENS_WITHIN.toSeconds() + " s");
                    }
                }
                case READY -> check(instance, now);
                case STOPPING -> hurry(instance, now);
            }
        }
    }

    private void check(Instance instance, long now) {
        if (now - instance.checked < CHECK_EVERY.toNanos()) {
            return;
        }
        instance.checked = now;
        var unused = ground.carrier
                .get(instance.port, "/health/live", CHECK_WITHIN)
                .whenComplete((told, failure) -> ground.control(() -> {
                    instance.missedChecks = told == null ? instance.missedChecks + 1 : 0;
                    if (instance.missedChecks >= MISSED_CHECKS && instance.state == Instance.State.READY) {
                        kill(instance, "hangs: it does not answer health checks");
                    }
                }));
    }

    private void kill(Instance instance, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "function {0}: instance {1} {2}, so it is killed",
                function.name(),
                instance.number,
                why);
        if (instance.running != null) {
            instance.running.kill();
        }
    }

    private void hurry(Instance instance, long now) {
        if (instance.running == null) {
            return;
        }
        boolean late = now - instance.stoppingSince > ground.settings.limit().toNanos();
        if (!instance.asked && (isFree(instance) || late)) {
            ask(instance);
        } else if (instance.asked
                && now - instance.askedAt > ground.settings.drain().plus(GRACE).toNanos()) {
            kill(instance, "did not end when it was asked to");
        }
    }

    int failures() {
        return pause.failures();
    }
}
