package dev.penstock.engine;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Polled;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one partition that were taken and are not yet behind a durable offset, in order. Touched on the strand only.
 *
 * <p>Events settle in any order; the position moves over the longest settled prefix.
 */
final class DeliveryLedger {
    /** Told when the position has moved. */
    interface Listener {
        /** The position of that ledger is further than before. */
        void moved(DeliveryLedger ledger);
    }

    private final Partition partition;
    private final Listener listener;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private @Nullable Offset readTo;
    private @Nullable Offset settledTo;
    private int releasable;

    /** A ledger that continues after a stored offset, or begins. */
    DeliveryLedger(Partition partition, @Nullable Offset stored, Listener listener) {
        this.partition = partition;
        this.listener = listener;
        this.readTo = stored;
        this.settledTo = stored;
    }

    Partition partition() {
        return partition;
    }

    /** Where the next poll continues: ahead of the position by what is under way. */
    @Nullable
    Offset readTo() {
        return readTo;
    }

    /** Whether everything taken is settled. */
    boolean isSettled() {
        return entries.isEmpty();
    }

    /** Enters what a poll found; its events are settled through the intake that is returned. */
    Intake enter(Polled polled, Instant now) {
        Entry entry = new Entry(now, polled.offsets(), polled.next());
        Offset next = polled.next();
        if (next != null) {
            readTo = next;
        }
        entries.add(entry);
        if (polled.events().isEmpty()) {
            advance();
        }
        return entry;
    }

    /** The position, and how many events are behind it that were not before: what there is to store. */
    Position takePosition() {
        Entry head = entries.peek();
        Offset offset = settledTo;
        if (head != null && head.prefix > 0) {
            offset = head.offsets.get(head.prefix - 1);
        }
        Position position = new Position(partition, offset, releasable);
        releasable = 0;
        return position;
    }

    /** A position that could not be stored: its events are to be released with the next one. */
    void putBack(Position position) {
        releasable += position.events();
    }

    /**
     * How far a partition is settled.
     *
     * @param partition which
     * @param offset where to continue; null if nothing is known
     * @param events how many events were settled on the way there since the last position
     */
    record Position(Partition partition, @Nullable Offset offset, int events) {}

    private void advance() {
        boolean moved = false;
        for (Entry head = entries.peek(); head != null; head = entries.peek()) {
            int before = head.prefix;
            head.prefix = head.settled.nextClearBit(before); // I2
            releasable += head.prefix - before;
            moved |= head.prefix > before;
            if (head.prefix < head.offsets.size()) {
                break;
            }
            entries.remove();
            Offset next = head.next;
            if (next != null) {
                moved = true;
                settledTo = next;
            }
        }
        if (moved) {
            listener.moved(this);
        }
    }

    /** The events of one poll. */
    private final class Entry extends Intake {
        private final List<Offset> offsets;
        private final @Nullable Offset next;
        private final BitSet settled;
        private int prefix;

        Entry(Instant takenAt, List<Offset> offsets, @Nullable Offset next) {
            super(takenAt, offsets.size());
            this.offsets = offsets;
            this.next = next;
            this.settled = new BitSet(offsets.size());
        }

        @Override
        void settled(int index, @Nullable CloudEvent reply) {
            settled.set(index);
        }

        @Override
        void flush() {
            if (this == entries.peek()) {
                advance();
            }
        }
    }
}
