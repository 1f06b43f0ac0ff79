package dev.penstock.serve;

import dev.penstock.runtime.gateway.HookTable;
import dev.penstock.serve.instance.Launcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Serve functions: requests come by the table of hooks, instances come and go as they are needed.
 *
 * <p>Any thread may call.
 */
public final class Functions implements AutoCloseable {
    private final Ground ground;
    private final HookTable hooks;
    /** In the order of their first appearance; belongs to control. */
    private final Map<String, Served> served = new LinkedHashMap<>();

    /** They are no longer wanted, and finish what they have. */
    private final Set<Served> leaving = new HashSet<>();

    private volatile List<FunctionSupervisor> all = List.of();

    /**
     * No functions yet.
     *
     * @param hooks gets an entry for each function that requests may reach
     * @param nanos a monotonic clock
     */
    Functions(ServeSettings settings, HookTable hooks, Launcher launcher, InstantSource clock, LongSupplier nanos) {
        this.ground = new Ground(settings, launcher, clock, nanos);
        this.hooks = hooks;
        ground.every(settings.tick(), this::tick);
    }

    private void tick() {
        for (Served each : served.values()) {
            each.supervisor().tick();
        }
    }

    /**
     * Serves these functions and no others: new ones begin, changed ones roll out, others end in order. Returns when that is under
     * way.
     */
    public void apply(List<FunctionPackage> wanted) {
        CompletableFuture<Boolean> applied = new CompletableFuture<>();
        ground.control(() -> {
            try {
                applyNow(wanted);
                hooks.complete(true); // from now on an unknown path is unknown
            } finally {
                applied.complete(true);
            }
        });
        applied.join();
    }

    private void applyNow(List<FunctionPackage> wanted) {
        Set<String> names = wanted.stream().map(FunctionPackage::name).collect(Collectors.toSet());
        for (String name : List.copyOf(served.keySet())) {
            if (!names.contains(name)) {
                remove(name);
            }
        }
        for (FunctionPackage function : wanted) {
            Served known = served.get(function.name());
            if (known == null) {
                add(function);
            } else {
                known.deploy(function);
            }
        }
        publish();
    }

    private void add(FunctionPackage function) {
        Served added = new Served(function, ground, hooks);
        served.put(function.name(), added);
        added.begin();
    }

    private void remove(String name) {
        Served gone = served.remove(name);
        if (gone != null) {
            gone.leave();
            leaving.add(gone);
            var unused = gone.supervisor()
                    .stop(ground.settings.limit())
                    .thenAccept(answered -> ground.control(() -> leaving.remove(gone)));
        }
    }

    private void publish() {
        all = served.values().stream().map(Served::supervisor).toList();
    }

    /** How they are, as of the last second. */
    public List<FunctionSnapshot> snapshot() {
        return all.stream().map(FunctionSupervisor::snapshot).toList();
    }

    /** Whether every function has its smallest number of instances. */
    public boolean isReady() {
        return snapshot().stream()
                .allMatch(each -> each.readyInstances() >= each.scaling().min());
    }

    /**
     * Takes nothing new, answers what is under way, and ends all instances. Blocks until that is done, a little longer than the
     * deadline at most.
     *
     * @return whether every request that was taken was answered by an instance
     */
    public boolean drain(Duration deadline) throws InterruptedException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        ground.control(() -> {
            List<CompletableFuture<Boolean>> stopping = new ArrayList<>();
            leaving.addAll(served.values());
            for (Served each : leaving) {
                each.stopPolling();
                stopping.add(each.supervisor().stop(deadline));
            }
            var unused = CompletableFuture.allOf(stopping.toArray(CompletableFuture<?>[]::new))
                    .thenRun(() -> done.complete(stopping.stream().allMatch(CompletableFuture::join)));
        });
        try {
            return done.get(
                    deadline.plus(ground.settings.drain()).plusSeconds(8).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /** Lets go of threads and connections; instances end with this process at the latest. */
    @Override
    public void close() {
        ground.close();
    }
}
