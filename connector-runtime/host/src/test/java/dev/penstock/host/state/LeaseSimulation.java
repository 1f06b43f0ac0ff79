package dev.penstock.host.state;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.api.StateStore;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import dev.penstock.host.state.MemoryStore.Fault;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run: processes whose clocks differ are invoked at random and overlap, die at any moment and sleep through their leases, over
 * a store that fails before, after and long after a write. Then calm: in the end everything is delivered and the offset stands behind
 * the last record.
 */
final class LeaseSimulation {
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final List<Fault> FAULTS = List.of(Fault.BEFORE, Fault.AFTER, Fault.LATE, Fault.DENIED);
    private static final int STEPS_IN_TROUBLE = 1_500;
    private static final int STEPS_IN_CALM = 50_000;

    private final SplittableRandom random;
    private final Turns turns;
    private final Store store;
    private final int records;
    private final Set<String> delivered = new HashSet<>();
    private int faults;
    int killed;
    int claims;
    int refused;
    int stale;
    private boolean finished;

    private LeaseSimulation(long seed, boolean fencing) {
        random = new SplittableRandom(seed);
        turns = new Turns(random);
        store = new Store(fencing);
        records = 20 + random.nextInt(200);
        faults = random.nextInt(100);
        turns.hangs = random.nextInt(10);
    }

    /** Runs a seed; throws an error that names it when an invariant breaks. */
    static LeaseSimulation run(long seed, boolean fencing) {
        LeaseSimulation simulation = new LeaseSimulation(seed, fencing);
        try {
            simulation.run();
            return simulation;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private void run() {
        List<Turns.Instance> platform = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            platform.add(invokeEverySoOften());
        }
        for (int i = 0; i < STEPS_IN_TROUBLE && turns.step(); i++) {
            if (random.nextInt(200) == 0) {
                store.memory.deliverLate();
            }
        }
        faults = 0;
        turns.hangs = 0;
        store.memory.writes.clear();
        store.memory.reads.clear();
        int steps = 0;
        while (!finished) {
            check(steps++ < STEPS_IN_CALM && turns.step(), "stuck at " + store.position);
        }
        check(store.position == records, "finished at " + store.position + " of " + records);
        check(delivered.size() == records, "lost: " + (records - delivered.size()));
        platform.forEach(Turns.Instance::kill);
    }

    private boolean fault() {
        return faults > 0 && random.nextInt(1000) < faults;
    }

    /** A platform that starts a process now and then, and does not care whether another one is at work. */
    private Turns.Instance invokeEverySoOften() {
        Turns.Instance platform = turns.new Instance(Duration.ZERO);
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            new Invocation(turns.new Instance(Duration.ofMillis(random.nextInt(8_000) - 4_000)));
            Strand.Timer unused = platform.schedule(Duration.ofMillis(500 + random.nextInt(6_000)), again[0]);
        };
        platform.execute(again[0]);
        return platform;
    }

    /** What a function does when it is invoked. */
    private final class Invocation {
        private final Turns.Instance process;
        private final SharedState state;

        Invocation(Turns.Instance process) {
            this.process = process;
            this.state =
                    new SharedState(new SharedState.Settings(() -> store, LEASE), "process", process, () -> stale++);
            process.call("claim", LEASE, () -> state.offsets().claim("p"), (claim, thrown) -> {
                if (claim == null) {
                    refused++;
                    state.abandon();
                } else {
                    claims++;
                    work(claim);
                }
            });
            if (faults > 0 && random.nextInt(3) == 0) {
                killLater();
            }
        }

        /** From its birth on it is dead after that long; nobody gives its lease back. */
        private void killLater() {
            Strand.Timer unused = process.schedule(Duration.ofMillis(random.nextInt(4_000)), () -> {
                killed++;
                process.kill();
            });
        }

        private void work(OffsetStore.Claim claim) {
            PipelinePlan plan =
                    new PipelinePlan("p", "source@1", Source::new, "sink@1", Target::new, DeliverySettings.standard());
            PipelineEngine engine = new PipelineEngine(
                    plan,
                    new Ports(claimed(claim, state.offsets()), letters -> {}, new NothingSeen(), random.split()),
                    process,
                    new PipelineMetrics());
            engine.start(Until.END);
            boolean[] over = new boolean[1];
            Runnable end = () -> {
                if (!over[0]) {
                    over[0] = true;
                    boolean complete = engine.completed().toCompletableFuture().isDone();
                    engine.drain(Duration.ofSeconds(2))
                            .thenAccept(all -> process.call(
                                    "release",
                                    LEASE,
                                    () -> {
                                        state.close();
                                        return true;
                                    },
                                    (done, thrown) -> finished |= complete && faults == 0));
                }
            };
            var unused = engine.completed().thenRun(() -> process.execute(end));
            var unusedToo = engine.halted().thenRun(() -> process.execute(end));
            Strand.Timer unusedTimer = process.schedule(Duration.ofMillis(200 + random.nextInt(15_000)), end);
        }
    }

    private static OffsetStore claimed(OffsetStore.Claim claim, OffsetStore offsets) {
        return new OffsetStore() {
            @Override
            public Claim claim(String pipeline) {
                return claim;
            }

            @Override
            public Map<Partition, Offset> load(String pipeline) throws Exception {
                return offsets.load(pipeline);
            }

            @Override
            public void save(Claim saving, Map<Partition, Offset> moved) throws Exception {
                offsets.save(saving, moved);
            }
        };
    }

    /** Numbered records; a call may fail. */
    private final class Source implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            if (fault()) {
                throw new IllegalStateException("the source failed");
            }
            Offset from = request.offset();
            int position = from == null ? 0 : (int) from.number("position");
            List<CloudEvent> events = new ArrayList<>();
            List<Offset> offsets = new ArrayList<>();
            int wanted = 1 + random.nextInt(Math.min(10, request.maxEvents()));
            while (events.size() < wanted && position < records) {
                events.add(CloudEventBuilder.v1()
                        .withId(String.valueOf(position))
                        .withSource(URI.create("/simulation"))
                        .withType("record")
                        .build());
                offsets.add(Offset.of("position", ++position));
            }
            return position < records ? Polled.more(events, offsets) : Polled.end(events, offsets);
        }

        @Override
        public void close() {}
    }

    /** Takes events for ever; a call may fail, also after it took them. */
    private final class Target implements Sink {
        @Override
        public Outcomes write(Batch batch) {
            Outcomes outcomes = new Outcomes(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                if (fault()) {
                    outcomes.set(i, Outcome.retry(Failure.external("not-now", "not now")));
                } else {
                    delivered.add(batch.event(i).getId());
                    outcomes.set(i, Outcome.delivered());
                }
            }
            return outcomes;
        }

        @Override
        public void close() {}
    }

    /** The store with its faults, and with what must hold of every document in it. */
    private final class Store implements StateStore {
        private final MemoryStore memory = new MemoryStore();
        private final boolean fencing;
        private int position;
        private long epoch;

        Store(boolean fencing) {
            this.fencing = fencing;
        }

        @Override
        public @Nullable Entry read(String key, Deadline deadline) {
            turns.othersMayRun();
            if (fault()) {
                memory.reads.add(Fault.BEFORE);
            }
            return memory.read(key, deadline);
        }

        @Override
        public @Nullable String write(Change change, Deadline deadline) {
            turns.othersMayRun();
            if (fault()) {
                memory.writes.add(FAULTS.get(random.nextInt(FAULTS.size())));
            }
            Change chosen = change;
            if (!fencing) { // the planted bug: whoever writes last wins
                Entry present = memory.entries.get(change.key());
                chosen = new Change(
                        change.key(), change.value(), present == null ? null : present.version(), change.expires());
            }
            try {
                return memory.write(chosen, deadline);
            } finally {
                look(change.key());
            }
        }

        private void look(String key) {
            Entry present = memory.entries.get(key);
            if (present == null) {
                return;
            }
            OffsetDocument document;
            try {
                document = OffsetDocument.read(present.value());
            } catch (IOException e) {
                throw new AssertionError("a document that cannot be read: " + present.value(), e);
            }
            Offset offset = document.offsets().get("whole");
            int stored = offset == null ? 0 : (int) offset.number("position");
            check(stored >= position, "I2: the offset went back from " + position + " to " + stored);
            check(document.epoch() >= epoch, "I2: the epoch went back from " + epoch + " to " + document.epoch());
            for (int i = position; i < stored; i++) {
                check(
                        delivered.contains(String.valueOf(i)),
                        "I1: " + i + " is not delivered, and " + stored + " is stored");
            }
            position = stored;
            epoch = document.epoch();
        }

        @Override
        public void close() {}
    }

    private static final class NothingSeen implements SeenDeliveries {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    }
}
