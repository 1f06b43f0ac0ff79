package dev.penstock.engine.simulation;

import dev.penstock.api.Batch;
import dev.penstock.api.Concurrent;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.simulation.World.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A sink with every outcome and every way to fail. Four classes, because abilities are interfaces. */
class SimulatedSink implements Sink {
    private final World world;
    private final boolean keepsOrder;

    /** A sink of that world; it checks the order of keys if the pipeline promises it. */
    SimulatedSink(World world, boolean keepsOrder) {
        this.world = world;
        this.keepsOrder = keepsOrder;
    }

    /** May get several events of one key. */
    static final class Ordered extends SimulatedSink implements OrderedBatches, Idempotent {
        Ordered(World world, boolean keepsOrder) {
            super(world, keepsOrder);
        }
    }

    /** May be called several times at once. */
    static final class Parallel extends SimulatedSink implements Concurrent {
        Parallel(World world, boolean keepsOrder) {
            super(world, keepsOrder);
        }

        @Override
        public int concurrency() {
            return 3;
        }
    }

    /** Both. */
    static final class ParallelOrdered extends SimulatedSink implements Concurrent, OrderedBatches {
        ParallelOrdered(World world, boolean keepsOrder) {
            super(world, keepsOrder);
        }

        @Override
        public int concurrency() {
            return 4;
        }
    }

    @Override
    public Outcomes write(Batch batch) {
        World.check(batch.size() > 0, "an empty batch");
        Set<String> keys = new HashSet<>();
        Outcomes outcomes = new Outcomes(batch.size());
        boolean ordered = this instanceof OrderedBatches;
        for (int i = 0; i < batch.size(); i++) {
            Entry entry = world.entry(batch.event(i));
            World.check(ordered || !keepsOrder || keys.add(entry.key()), "two events of " + entry.key() + " at once");
            if (world.fault()) {
                throw failure();
            }
            if (entry.poison() && !ordered && batch.size() > 1) {
                throw new IllegalStateException("a batch with a poison event");
            }
            Outcome outcome = outcome(entry);
            if (outcome != null) {
                outcomes.set(i, outcome);
            }
            boolean taken = outcome != null && outcome.kind() == Outcome.Kind.DELIVERED;
            if (taken) {
                world.take(entry, keepsOrder);
            }
            if (ordered && !taken && (outcome == null || outcome.kind() != Outcome.Kind.REJECTED)) {
                break;
            }
        }
        if (world.fault()) {
            throw failure(); // everything was taken, and nobody hears of it
        }
        return outcomes;
    }

    private RuntimeException failure() {
        return switch (world.random.nextInt(3)) {
            case 0 -> new ConnectorException(Failure.disconnected("gone", "the connection is gone"));
            case 1 -> new ConnectorException(Failure.external("busy", "busy"));
            default -> new IllegalStateException("a bug");
        };
    }

    private @org.jspecify.annotations.Nullable Outcome outcome(Entry entry) {
        if (entry.poison()) {
            return world.random.nextBoolean()
                    ? Outcome.rejected(Failure.user("poison", "never"))
                    : Outcome.retry(Failure.external("poison", "not now"));
        }
        if (!world.fault()) {
            return Outcome.delivered();
        }
        return switch (world.random.nextInt(5)) {
            case 0 -> Outcome.retry(Failure.external("later", "later"));
            case 1 -> Outcome.retry(Failure.external("quiet", "quiet"), Duration.ofMillis(world.random.nextInt(3000)));
            case 2 -> Outcome.retry(Failure.disconnected("gone", "gone"));
            case 3 -> Outcome.halt(Failure.user("credentials", "wrong"));
            default -> null;
        };
    }

    @Override
    public void close() {
        if (world.fault()) {
            throw new IllegalStateException("close failed");
        }
    }
}
