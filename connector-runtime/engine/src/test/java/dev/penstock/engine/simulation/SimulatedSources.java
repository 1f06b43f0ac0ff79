package dev.penstock.engine.simulation;

import dev.penstock.api.Committing;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.engine.simulation.World.Entry;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sources over a world's records: one polled, one that hands out receipts. */
final class SimulatedSources {
    private SimulatedSources() {}

    private static void fail(World world) {
        if (world.fault()) {
            throw world.random.nextBoolean()
                    ? new ConnectorException(Failure.disconnected("gone", "upstream is gone"))
                    : new IllegalStateException("a bug in the source");
        }
    }

    /** Reads records from an offset. */
    static final class Polling implements PollingSource, Partitioned, Committing {
        private final World world;

        Polling(World world) {
            fail(world);
            this.world = world;
        }

        @Override
        public List<Partition> partitions(Deadline deadline) {
            fail(world);
            List<Partition> partitions = new ArrayList<>();
            for (int i = 0; i < world.partitions; i++) {
                partitions.add(new Partition(String.valueOf(i)));
            }
            return partitions;
        }

        @Override
        public Polled poll(PollRequest request) {
            fail(world);
            List<Entry> records =
                    world.records.get(Integer.parseInt(request.partition().name()));
            Offset from = request.offset();
            int position = from == null ? 0 : (int) from.number("position");
            List<CloudEvent> events = new ArrayList<>();
            List<Offset> offsets = new ArrayList<>();
            int wanted = 1 + world.random.nextInt(request.maxEvents());
            while (events.size() < wanted && position < records.size()) {
                events.add(records.get(position).event());
                offsets.add(World.offset(++position));
            }
            fail(world);
            return position < records.size()
                    ? Polled.more(events, offsets)
                    : Polled.later(events, offsets, Duration.ofMillis(100));
        }

        @Override
        public void commit(Partition partition, Offset offset, Deadline deadline) {
            world.committed(partition, offset);
            fail(world);
        }

        @Override
        public void close() {
            fail(world);
        }
    }

    /** Hands out what is not settled; a new instance begins with everything that was not. */
    static final class Queue implements QueueSource {
        private final World world;
        private final List<Entry> waiting = new ArrayList<>();

        Queue(World world) {
            fail(world);
            this.world = world;
            world.records.forEach(partition -> partition.stream()
                    .filter(entry -> !world.seen.contains(entry.id()))
                    .forEach(waiting::add));
        }

        @Override
        public List<Delivery> receive(ReceiveRequest request) {
            fail(world);
            List<Delivery> deliveries = new ArrayList<>();
            while (deliveries.size() < request.maxEvents() && !waiting.isEmpty()) {
                Entry entry = waiting.remove(0);
                deliveries.add(new Delivery(entry.event(), entry));
            }
            return deliveries;
        }

        @Override
        public void settle(List<Settlement> settlements, Deadline deadline) {
            for (Settlement settlement : settlements) {
                fail(world);
                Entry entry = (Entry) settlement.receipt();
                World.check(world.isSafe(entry), "I1: acknowledged " + entry.id() + " while it was not safe");
                world.seen.add(entry.id());
            }
        }

        @Override
        public void close() {
            fail(world);
        }
    }
}
