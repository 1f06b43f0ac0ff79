package dev.penstock.testkit;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Polls the partitions in turn and moves the clock where the source wants to be left alone. */
final class PollingReader implements SourceReader {
    /** Long enough for an answer over a network, short where a source waits for more to come. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final Duration BRIEFLY = Duration.ofMillis(300);
    private static final int ROUNDS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Lab lab;
    private final PollingSource source;
    private final Map<Partition, Offset> offsets;
    private final Set<Partition> ended = new HashSet<>();

    PollingReader(Lab lab, PollingSource source, Map<Partition, Offset> offsets) {
        this.lab = lab;
        this.source = source;
        this.offsets = new HashMap<>(offsets);
    }

    PollingSource source() {
        return source;
    }

    Map<Partition, Offset> offsets() {
        return offsets;
    }

    @Override
    public List<Taken> take(int count) {
        List<Taken> taken = new ArrayList<>();
        if (count > 0) {
            lab.until(() -> {
                boolean goesOn = round(taken, count);
                return taken.size() >= count || !goesOn;
            });
        }
        return taken;
    }

    private boolean round(List<Taken> taken, int count) throws Exception {
        List<Partition> partitions = partitions();
        for (Partition partition : partitions) {
            Polled polled = null;
            // a source that says "now" for ever is polled again in the next round
            for (int i = 0; i < 1000 && (polled == null || polled.when() == Polled.When.NOW); i++) {
                if (ended.contains(partition) || taken.size() >= count) {
                    break;
                }
                polled = poll(partition, 3, Long.MAX_VALUE, false, POLL, taken);
            }
        }
        return !ended.containsAll(partitions);
    }

    @Override
    public List<Taken> takeRest() throws Exception {
        List<Taken> taken = new ArrayList<>();
        for (Partition partition : partitions()) {
            for (int i = 0; i < ROUNDS && !ended.contains(partition); i++) {
                Polled polled = poll(partition, 100, Long.MAX_VALUE, true, BRIEFLY, taken);
                if (polled.when() == Polled.When.LATER
                        && polled.events().isEmpty()
                        && polled.after().isZero()) {
                    break;
                }
            }
        }
        return taken;
    }

    List<Partition> partitions() throws Exception {
        return source instanceof Partitioned partitioned
                ? partitioned.partitions(lab.deadline(POLL))
                : List.of(Partition.WHOLE);
    }

    /** Polls once, remembers where to continue, and lets the pause pass. */
    Polled poll(
            Partition partition, int maxEvents, long maxBytes, boolean draining, Duration deadline, List<Taken> into)
            throws Exception {
        Polled polled = source.poll(new PollRequest(
                partition, offsets.get(partition), maxEvents, maxBytes, draining, lab.deadline(deadline)));
        for (int i = 0; i < polled.events().size(); i++) {
            into.add(new Taken(
                    partition, polled.events().get(i), polled.offsets().get(i), null));
        }
        if (polled.next() != null) {
            offsets.put(partition, polled.next());
        }
        switch (polled.when()) {
            case NOW -> {}
            case LATER -> {
                if (polled.after().compareTo(LONGEST_PAUSE) < 0) {
                    lab.clock().advance(polled.after());
                }
            }
            case END -> ended.add(partition);
        }
        return polled;
    }

    @Override
    public void settle(List<Taken> taken) {
        // what is remembered is the offset
    }

    @Override
    public void close() throws Exception {
        source.close();
    }
}
