package dev.penstock.engine;

import dev.penstock.api.Committing;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Source;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls the partitions of a source in turn, one call at a time: commits first, then new partitions, then the next partition
 * that is due.
 */
final class PollingDriver implements SourceDriver {
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(5);

    private final Strand strand;
    private final Pipeline pipeline;
    private final ConnectorSlot<Source> slot;
    private final DeliverySettings settings;
    private final SourceSlice slice;
    private final Map<Partition, Offset> storedOffsets;
    private final boolean toEnd;
    private final Map<Partition, Reader> readers = new HashMap<>();
    private final ArrayDeque<Reader> due = new ArrayDeque<>();
    private final Map<Partition, Offset> commits = new LinkedHashMap<>();
    private @Nullable PollingSource source;
    private boolean busy;
    private boolean committing;
    private boolean stopped;
    private boolean listed;
    private boolean listingDue = true;
    private Strand.@Nullable Timer nextLook;

    /** Reads on from the stored offsets; to the end only, if so wanted. */
    PollingDriver(
            Strand strand,
            Pipeline pipeline,
            ConnectorSlot<Source> slot,
            DeliverySettings settings,
            Map<Partition, Offset> storedOffsets,
            boolean toEnd) {
        this.strand = strand;
        this.pipeline = pipeline;
        this.slot = slot;
        this.settings = settings;
        this.slice = new SourceSlice(strand, pipeline, settings);
        this.storedOffsets = storedOffsets;
        this.toEnd = toEnd;
    }

    /** What is known of one partition. */
    private static final class Reader {
        private final DeliveryLedger ledger;
        private boolean gone;
        private boolean ended;
        private boolean queued;
        private Strand.@Nullable Timer pause;

        Reader(DeliveryLedger ledger) {
            this.ledger = ledger;
        }
    }

    /** A new instance is there. */
    void attach(PollingSource instance) {
        source = instance;
        listingDue = true;
        pump();
    }

    @Override
    public void detach() {
        source = null;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void go() {
        stopped = false;
        pump();
    }

    @Override
    public boolean atEnd() {
        return listed && readers.values().stream().allMatch(reader -> reader.ended || reader.gone);
    }

    @Override
    public boolean acknowledged() {
        return source == null || (commits.isEmpty() && !committing);
    }

    @Override
    public void stored(List<Position> positions) {
        if (source instanceof Committing) {
            for (Position position : positions) {
                Offset offset = position.offset();
                if (offset != null) {
                    commits.put(position.partition(), offset); // I1: only what is durable
                }
            }
            pump();
        }
    }

    @Override
    public void pump() {
        PollingSource current = source;
        if (current == null || busy) {
            return;
        }
        if (!commits.isEmpty() && current instanceof Committing upstream) {
            commit(upstream);
        } else if (stopped) {
            return;
        } else if (listingDue) {
            list(current);
        } else if (slice.hasRoom()) {
            Reader next = nextDue();
            if (next != null) {
                poll(current, next);
            }
        }
    }

    private void commit(Committing upstream) {
        Partition partition = commits.keySet().iterator().next();
        Offset offset = commits.remove(partition);
        Deadline deadline = Deadline.in(settings.timeout(), strand.clock());
        committing = true;
        call(
                "commit",
                () -> {
                    upstream.commit(partition, offset, deadline);
                    return true;
                },
                (done, thrown) -> {
                    committing = false;
                    if (thrown != null) {
                        failed(thrown);
                    }
                });
    }

    private void list(PollingSource current) {
        listingDue = false;
        if (!(current instanceof Partitioned partitioned)) {
            listed(List.of(Partition.WHOLE));
            pump();
            return;
        }
        Deadline deadline = Deadline.in(settings.timeout(), strand.clock());
        call("list partitions", () -> partitioned.partitions(deadline), (partitions, thrown) -> {
            if (partitions == null) {
                listingDue = true;
                failed(thrown);
                return;
            }
            listed(partitions);
            if (!toEnd) {
                lookAgain();
            }
        });
    }

    private void lookAgain() {
        if (nextLook != null) {
            nextLook.cancel();
        }
        nextLook = strand.schedule(LOOK_FOR_PARTITIONS, () -> {
            nextLook = null;
            listingDue = true;
            pump();
        });
    }

    private void listed(List<Partition> partitions) {
        Set<Partition> present = new HashSet<>(partitions);
        readers.forEach((partition, reader) -> reader.gone |= !present.contains(partition));
        for (Partition partition : partitions) {
            Reader reader = readers.get(partition);
            if (reader == null) {
                reader = new Reader(
                        new DeliveryLedger(partition, storedOffsets.get(partition), pipeline::positionMoved));
                readers.put(partition, reader);
                queue(reader);
            } else if (reader.gone) {
                reader.gone = false;
                queue(reader);
            }
        }
        listed = true;
        pipeline.changed();
    }

    private void queue(Reader reader) {
        if (reader.pause != null) {
            reader.pause.cancel(); // one wait at a time, or a partition is polled ever more often
            reader.pause = null;
        }
        if (!reader.queued && !reader.ended) {
            reader.queued = true;
            due.add(reader);
        }
    }

    private @Nullable Reader nextDue() {
        for (Reader next = due.poll(); next != null; next = due.poll()) {
            next.queued = false;
            if (!next.gone && !next.ended) {
                return next;
            }
        }
        return null;
    }

    private void poll(PollingSource current, Reader reader) {
        busy = true;
        slot.enter();
        slice.run(current, reader.ledger, toEnd, (polled, thrown) -> {
            busy = false;
            if (polled == null) {
                queue(reader);
                failed(thrown);
            } else {
                slot.works();
                next(reader, polled);
            }
            slot.leave();
            pipeline.changed();
        });
    }

    private void next(Reader reader, Polled polled) {
        switch (polled.when()) {
            case NOW -> queue(reader);
            case END -> end(reader);
            case LATER -> {
                reader.pause = strand.schedule(polled.after(), () -> {
                    reader.pause = null;
                    queue(reader);
                    pump();
                });
            }
        }
    }

    private void end(Reader reader) {
        reader.ended = true;
        pipeline.changed();
    }

    private <T> void call(String what, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        busy = true;
        slot.enter();
        strand.call(what, settings.timeout(), call, (result, thrown) -> {
            busy = false;
            done.accept(result, thrown);
            slot.leave();
            pipeline.changed();
        });
    }

    private void failed(@Nullable Throwable thrown) {
        Failure failure =
                thrown == null ? Failure.internal("no-result", "the source returned nothing") : Failures.of(thrown);
        if (failure.mayRetry()) {
            slot.broken(failure);
        } else {
            slot.halted(failure);
        }
    }
}
