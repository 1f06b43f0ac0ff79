package dev.penstock.testkit;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.api.config.DataSize;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The engine with the connector under test in it, in a process that may die; what it stores outlives it. */
final class PipelineProcess {
    private final Lab lab;
    private final Map<Partition, Offset> offsets = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private long epoch;
    private @Nullable PipelineEngine engine;
    private @Nullable CrashStrand strand;
    private PipelineMetrics metrics = new PipelineMetrics();

    PipelineProcess(Lab lab) {
        this.lab = lab;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Starts, and dies at that boundary; 0 never. */
    PipelineEngine start(Callable<? extends Source> source, Callable<? extends Sink> sink, int dieAt) {
        metrics = new PipelineMetrics();
        CrashStrand fresh = new CrashStrand(lab.clock(), lab.trace(), dieAt);
        PipelinePlan plan = new PipelinePlan("conformance", "source@0", source::call, "sink@0", sink::call, settings());
        Ports ports = new Ports(
                store(),
                deadLetters::addAll,
                seenDeliveries(),
                new SplittableRandom(lab.random().nextLong()));
        PipelineEngine started = new PipelineEngine(plan, ports, fresh, metrics);
        strand = fresh;
        engine = started;
        started.start(Until.STOPPED);
        return started;
    }

    /** Small batches, so that there are many boundaries; few attempts, so that poison is soon given up. */
    private static DeliverySettings settings() {
        return new DeliverySettings(
                DeliverySettings.Ordering.KEY,
                new DeliverySettings.BatchSettings(3, DataSize.mebibytes(4), Duration.ZERO),
                new DeliverySettings.RetrySettings(3, Duration.ofMillis(100), Duration.ofSeconds(1)),
                new DeliverySettings.Buffer(6, DataSize.mebibytes(32)),
                Duration.ofSeconds(10));
    }

    /** Runs until it holds, or the process is dead, or nothing moves for the driver's patience; whether it holds. */
    boolean runUntil(Callable<Boolean> condition) throws Exception {
        CrashStrand running = Objects.requireNonNull(strand);
        long end = System.nanoTime() + lab.driver().patience().toNanos();
        boolean moved = true;
        while (moved && !running.dead() && System.nanoTime() < end) {
            if (condition.call()) {
                return true;
            }
            moved = running.step();
        }
        return condition.call();
    }

    /** Lets the pipeline run for that long by the machine's time. */
    void runFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        runUntil(() -> System.nanoTime() > end);
    }

    /** Whether nothing is under way: all that was taken is settled, and that is stored. */
    boolean quiet() {
        return metrics.inFlight() == 0;
    }

    int boundaries() {
        return Objects.requireNonNull(strand).boundaries();
    }

    String status() {
        return String.valueOf(Objects.requireNonNull(engine).status());
    }

    private OffsetStore store() {
        return new OffsetStore() {
            @Override
            public Claim claim(String pipeline) {
                return new Claim(pipeline, ++epoch);
            }

            @Override
            public Map<Partition, Offset> load(String pipeline) {
                return Map.copyOf(offsets);
            }

            @Override
            public void save(Claim claim, Map<Partition, Offset> saved) throws StaleClaimException {
                if (claim.epoch() != epoch) {
                    throw new StaleClaimException(claim);
                }
                offsets.putAll(saved);
                lab.trace().note("stored " + saved);
            }
        };
    }

    private SeenDeliveries seenDeliveries() {
        return new SeenDeliveries() {
            @Override
            public boolean seen(String pipeline, String id, Instant since) {
                return seen.contains(id);
            }

            @Override
            public void remember(String pipeline, String id, Instant at) {
                seen.add(id);
            }
        };
    }
}
