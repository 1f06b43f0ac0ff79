package dev.penstock.engine.simulation;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What survives a crash: the records upstream, what the sink holds, offsets and dead letters. It checks as it goes. */
final class World {
    final RandomGenerator random;
    final int partitions;
    final List<List<Entry>> records = new ArrayList<>();
    final Set<String> safe = new HashSet<>();
    final Set<String> dead = new HashSet<>();
    final Map<String, Integer> lastOfKey = new HashMap<>();
    final Map<Partition, Offset> offsets = new HashMap<>();
    final Set<String> seen = new HashSet<>();
    final Set<String> remembered = new HashSet<>();
    private final Map<String, Integer> firstTaken = new HashMap<>();
    long epoch;
    int writes;
    int repeated;

    /** Faults in a thousand, for every boundary; zero when the world has calmed down. */
    int faults;

    /** The planted bug: offsets are called stored before they are. */
    boolean lazyOffsets;

    private final Map<Partition, Offset> notYetDurable = new HashMap<>();

    /** One record upstream. */
    record Entry(CloudEvent event, String id, String key, int sequence, boolean poison) {}

    World(RandomGenerator random) {
        this.random = random;
        this.partitions = 1 + random.nextInt(3);
        int keys = 1 + random.nextInt(6);
        int[] sequences = new int[keys];
        for (int p = 0; p < partitions; p++) {
            List<Entry> partition = new ArrayList<>();
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                int k = p + partitions * random.nextInt(keys);
                String key = "k" + k;
                int sequence = ++sequences[k / partitions] * 10 + p;
                String id = p + "-" + i;
                CloudEvent event = CloudEventBuilder.v1()
                        .withId(id)
                        .withSource(URI.create("/simulation"))
                        .withType("record")
                        .withSubject(key)
                        .withData("text/plain", new byte[random.nextInt(200)])
                        .build();
                partition.add(new Entry(event, id, key, sequence, random.nextInt(30) == 0));
            }
            records.add(partition);
        }
    }

    boolean fault() {
        return faults > 0 && random.nextInt(1000) < faults;
    }

    Entry entry(CloudEvent event) {
        String[] parts = event.getId().split("-", -1);
        return records.get(Integer.parseInt(parts[0])).get(Integer.parseInt(parts[1]));
    }

    boolean isSafe(Entry entry) {
        return safe.contains(entry.id()) || dead.contains(entry.id());
    }

    boolean allSafe() {
        return records.stream().allMatch(partition -> partition.stream().allMatch(this::isSafe));
    }

    boolean allAcknowledged() {
        return records.stream().allMatch(partition -> partition.stream().allMatch(entry -> seen.contains(entry.id())));
    }

    /** The sink takes a record, for ever. */
    void take(Entry entry, boolean ordered) {
        writes++;
        if (!safe.add(entry.id())) {
            repeated++;
            return;
        }
        Integer before = lastOfKey.put(entry.key(), entry.sequence());
        check(
                !ordered || dead.contains(entry.id()) || before == null || before < entry.sequence(),
                "I4: " + entry.key() + " went from " + before + " to " + entry.sequence());
        firstTaken.put(entry.id(), writes);
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static Offset offset(int position) {
        return Offset.of("position", position);
    }

    int durable(Partition partition) {
        Offset offset = offsets.get(partition);
        return offset == null ? 0 : (int) offset.number("position");
    }

    /** A crash forgets what was only said to be stored. */
    void crash() {
        notYetDurable.clear();
    }

    /** Upstream is told that everything before the offset is done with. */
    void committed(Partition partition, Offset offset) {
        check(
                offset.number("position") <= durable(partition),
                "I1: committed " + offset + " upstream while " + durable(partition) + " was durable");
    }

    OffsetStore offsetStore() {
        return new OffsetStore() {
            @Override
            public Claim claim(String pipeline) {
                fail("claim");
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
                fail("save");
                saved.forEach(World.this::save);
                fail("after save");
            }
        };
    }

    private void save(Partition partition, Offset offset) {
        int position = (int) offset.number("position");
        check(position >= durable(partition), "I2: " + partition + " went back to " + position);
        List<Entry> partitionRecords = records.get(Integer.parseInt(partition.name()));
        for (int i = 0; i < position; i++) {
            Entry entry = partitionRecords.get(i);
            check(isSafe(entry), "I1: stored offset " + position + " while " + entry.id() + " was not safe");
        }
        if (lazyOffsets) {
            notYetDurable.put(partition, offset);
        } else {
            offsets.put(partition, offset);
        }
    }

    private void fail(String what) {
        if (fault()) {
            throw new IllegalStateException(what + " failed");
        }
    }

    DeadLetterStore deadLetterStore() {
        return letters -> {
            fail("dead letters");
            for (DeadLetter letter : letters) {
                check(!letter.failure().code().isEmpty(), "a dead letter has a failure");
                dead.add(letter.event().getId());
            }
            fail("after dead letters");
        };
    }

    SeenDeliveries seenDeliveries() {
        return new SeenDeliveries() {
            @Override
            public boolean seen(String pipeline, String id, Instant since) {
                return remembered.contains(id);
            }

            @Override
            public void remember(String pipeline, String id, Instant at) {
                if (!fault()) {
                    remembered.add(id); // else a crash comes before it is durable
                }
            }
        };
    }
}
