package dev.penstock.engine.simulation;

import dev.penstock.api.TriggerSource;
import dev.penstock.engine.Fate;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.simulation.World.Entry;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;

/**
 * A platform that invokes with the records of each partition in order, some at a time: what is kept comes again with everything
 * behind it, what the target rejects goes to the platform's own dead letters.
 */
final class SimulatedInvocations {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final World world;
    private final SimulatedStrand strand;

    SimulatedInvocations(World world, SimulatedStrand strand) {
        this.world = world;
        this.strand = strand;
    }

    /** Begins, or after a crash goes on: what was not settled comes again. */
    void invoke(PipelineEngine engine) {
        for (int partition = 0; partition < world.partitions; partition++) {
            next(engine, partition);
        }
    }

    private void next(PipelineEngine engine, int partition) {
        List<Entry> records = world.records.get(partition);
        int from = 0;
        while (from < records.size() && world.seen.contains(records.get(from).id())) {
            from++;
        }
        if (from == records.size()) {
            return;
        }
        List<Entry> brought = records.subList(from, Math.min(from + 1 + world.random.nextInt(3), records.size()));
        List<CloudEvent> events = brought.stream().map(Entry::event).toList();
        Duration limit = Duration.ofMillis(100 + world.random.nextInt(60_000));
        engine.bring(events, limit)
                .thenAccept(fates -> strand.execute(() -> {
                    boolean all = answered(brought, fates);
                    strand.schedule(all ? Duration.ZERO : PAUSE, () -> next(engine, partition));
                }));
    }

    /** Whether nothing has to come again. */
    private boolean answered(List<Entry> brought, List<Fate> fates) {
        World.check(fates.size() == brought.size(), "a fate for each event: " + fates);
        for (int i = 0; i < fates.size(); i++) {
            Entry entry = brought.get(i);
            if (fates.get(i) instanceof Fate.Kept kept) {
                if (!kept.rejected()) {
                    return false;
                }
                World.check(entry.poison(), "a good event was rejected: " + entry.id());
                world.dead.add(entry.id());
            }
            World.check(world.isSafe(entry), "I1: answered that " + entry.id() + " is settled while it was not safe");
            world.seen.add(entry.id());
        }
        return true;
    }

    /** Says that events come with invocations. */
    static final class Trigger implements TriggerSource {
        Trigger(World world) {
            if (world.fault()) {
                throw new IllegalStateException("the trigger cannot be built");
            }
        }

        @Override
        public void close() {}
    }
}
