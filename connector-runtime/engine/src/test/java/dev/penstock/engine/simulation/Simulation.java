package dev.penstock.engine.simulation;

import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.api.config.DataSize;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.DeliverySettings.Ordering;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.PipelineStatus;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One run: a world, a pipeline of random shape over it, faults and crashes for a while, then calm; in the end everything is
 * safe.
 */
final class Simulation {
    private static final int LARGEST_REQUEST = 3;
    private static final int STEPS_IN_TROUBLE = 1500;
    private static final int STEPS_IN_CALM = 60_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private enum Kind {
        POLLING,
        QUEUE,
        WEBHOOK,
        INVOCATIONS
    }

    private final SplittableRandom random;
    private final World world;
    private final SimulatedStrand strand;
    private final Kind kind;
    private final int sinkKind;
    private final boolean withDeadLetters;
    private final DeliverySettings settings;
    private PipelineEngine engine;
    private PipelineMetrics metrics = new PipelineMetrics();
    private int crashes;

    private Simulation(long seed, boolean lazyOffsets) {
        random = new SplittableRandom(seed);
        world = new World(random);
        world.lazyOffsets = lazyOffsets;
        strand = new SimulatedStrand(random);
        kind = lazyOffsets ? Kind.POLLING : Kind.values()[random.nextInt(4)];
        withDeadLetters = kind != Kind.INVOCATIONS || random.nextBoolean();
        sinkKind = random.nextInt(4);
        int batch = 1 + random.nextInt(20);
        settings = new DeliverySettings(
                List.of(Ordering.KEY, Ordering.STRICT, Ordering.NONE).get(random.nextInt(3)),
                new DeliverySettings.BatchSettings(
                        batch, new DataSize(200L + random.nextInt(4000)), Duration.ofMillis(random.nextInt(2) * 20L)),
                new DeliverySettings.RetrySettings(1 + random.nextInt(5), Duration.ofMillis(50), Duration.ofSeconds(2)),
                new DeliverySettings.Buffer(1 + random.nextInt(60), new DataSize(1000L + random.nextInt(20_000))),
                TIMEOUT);
        world.faults = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(80);
        strand.hangs = random.nextInt(4);
        engine = start();
    }

    /** Runs a seed; throws an error that names it when an invariant breaks. */
    static Simulation run(long seed) {
        return run(seed, false);
    }

    /** Runs a seed with the planted bug. */
    static Simulation runWithPlantedBug(long seed) {
        return run(seed, true);
    }

    private static Simulation run(long seed, boolean lazyOffsets) {
        Simulation simulation = new Simulation(seed, lazyOffsets);
        try {
            simulation.run();
            return simulation;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "; replay with -Dpenstock.simulation.seed=" + seed + "\n"
                            + simulation.settings + " sink " + simulation.sinkKind + " " + simulation.kind
                            + "\n" + String.join("\n", simulation.strand.trace()),
                    e);
        }
    }

    private PipelineEngine start() {
        metrics = new PipelineMetrics();
        PipelinePlan plan =
                new PipelinePlan("simulated", "source@1", this::newSource, "sink@1", this::newSink, settings);
        Ports ports = new Ports(
                world.offsetStore(),
                withDeadLetters ? world.deadLetterStore() : null,
                world.seenDeliveries(),
                random.split());
        PipelineEngine fresh = new PipelineEngine(plan, ports, strand, metrics);
        fresh.start(Until.STOPPED);
        if (kind == Kind.WEBHOOK) {
            new SimulatedSenders(world, strand).post(fresh);
        }
        if (kind == Kind.INVOCATIONS) {
            new SimulatedInvocations(world, strand).invoke(fresh);
        }
        return fresh;
    }

    private Source newSource() {
        return switch (kind) {
            case POLLING -> new SimulatedSources.Polling(world);
            case QUEUE -> new SimulatedSources.Queue(world);
            case WEBHOOK -> new SimulatedSenders.Hook(world);
            case INVOCATIONS -> new SimulatedInvocations.Trigger(world);
        };
    }

    private Sink newSink() {
        boolean ordered = settings.ordering() != Ordering.NONE;
        // A queue hands out again in any order what an earlier instance had not settled: no promise across instances.
        boolean keepsOrder = ordered && kind != Kind.QUEUE;
        return switch (sinkKind) {
            case 0 -> new SimulatedSink(world, keepsOrder);
            case 1 -> new SimulatedSink.Ordered(world, keepsOrder);
            case 2 -> new SimulatedSink.Parallel(world, keepsOrder);
            default -> new SimulatedSink.ParallelOrdered(world, keepsOrder);
        };
    }

    private void run() {
        int crashEvery = 50 + random.nextInt(1000);
        for (int step = 0; step < STEPS_IN_TROUBLE; step++) {
            step(random.nextInt(crashEvery) == 0);
        }
        world.faults = 0;
        strand.hangs = 0;
        int steps = 0;
        while (!done()) {
            World.check(steps++ < STEPS_IN_CALM, "stuck: " + engine.status());
            step(false);
        }
        stop();
    }

    private void step(boolean crash) {
        if (crash) {
            crashes++;
            strand.crash();
            world.crash();
            engine = start();
        }
        boolean halted = engine.status().state() == PipelineStatus.State.HALTED;
        if (halted && random.nextInt(20) == 0) {
            engine.resume();
        }
        World.check(strand.step() || halted || allAnswered(), "nothing left to do: " + engine.status());
        bounded();
        if (random.nextInt(400) == 0) {
            engine.pause();
            engine.resume();
        }
    }

    private boolean allAnswered() {
        return isBrought() && world.allAcknowledged();
    }

    /** Whether events come by themselves, in requests of some. */
    private boolean isBrought() {
        return kind == Kind.WEBHOOK || kind == Kind.INVOCATIONS;
    }

    private void bounded() {
        long largest = 256 + 200 + 10;
        long limit = settings.buffer().maxBytes().bytes()
                + Math.max(settings.batch().maxEvents(), LARGEST_REQUEST) * largest;
        World.check(metrics.inFlightBytes() <= limit, "I6: " + metrics.inFlightBytes() + " bytes under way");
        // a request larger than the buffer is taken when nothing else is under way
        int most = Math.max(settings.buffer().maxEvents(), isBrought() ? LARGEST_REQUEST : 0);
        World.check(metrics.inFlight() <= most, "I6: " + metrics.inFlight() + " events");
    }

    private boolean done() {
        return (kind == Kind.POLLING ? world.allSafe() : world.allAcknowledged()) && metrics.inFlight() == 0;
    }

    /** I8: a drain in calm delivers everything and repeats nothing. */
    private void stop() {
        engine.resume();
        CompletableFuture<Boolean> drained =
                engine.drain(Duration.ofMinutes(10)).toCompletableFuture();
        int steps = 0;
        while (!drained.isDone()) {
            World.check(steps++ < STEPS_IN_CALM && strand.step(), "never drained: " + engine.status());
        }
        World.check(drained.join(), "I8: drained, and not everything was delivered");
        int repeated = world.repeated;
        engine = start();
        for (int step = 0; step < 200 && strand.step(); step++) {
            World.check(world.repeated == repeated, "I8: repeated after a drain");
        }
    }

    int crashes() {
        return crashes;
    }
}
