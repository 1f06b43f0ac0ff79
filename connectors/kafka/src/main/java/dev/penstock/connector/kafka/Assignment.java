package dev.penstock.connector.kafka;

import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition for as long as it is ours; given back and taken again it is another assignment, so receipts of the first
 * mean nothing to the second. Touched under the lock of the {@link Handover} only.
 */
final class Assignment {
    private static final long UNKNOWN = -1;

    final TopicPartition partition;
    final RecordEvents events;
    private final ArrayDeque<Receipt> unsettled = new ArrayDeque<>();
    private long committable = UNKNOWN;
    private long sent = UNKNOWN;
    private long handedBack = UNKNOWN;
    private boolean over;

    Assignment(TopicPartition partition, RecordEvents events) {
        this.partition = partition;
        this.events = events;
    }

    /** Goes out with a record and comes back when its event is settled. */
    static final class Receipt {
        final Assignment assignment;
        final long offset;
        private final long next;
        private boolean settled;

        private Receipt(Assignment assignment, long offset, long next) {
            this.assignment = assignment;
            this.offset = offset;
            this.next = next;
        }
    }

    /** A record goes out; {@code next} is where the group continues once it and all before it are settled. */
    Receipt handOut(long offset, long next) {
        Receipt receipt = new Receipt(this, offset, next);
        unsettled.addLast(receipt);
        return receipt;
    }

    /** An event is safe: the longest settled prefix may have grown. */
    void settle(Receipt receipt) {
        receipt.settled = true;
        Receipt first = unsettled.peekFirst();
        while (first != null && first.settled) {
            committable = first.next; // I2
            unsettled.removeFirst();
            first = unsettled.peekFirst();
        }
    }

    /** An event was not taken: it and all behind it must be read again. */
    void handBack(Receipt receipt) {
        handedBack = handedBack == UNKNOWN ? receipt.offset : Math.min(handedBack, receipt.offset);
    }

    /** Where to read again, or a negative number. */
    long handedBack() {
        return handedBack;
    }

    /** Everything up to here was read and gave no records, markers of transactions for one. */
    void passed(long next) {
        if (unsettled.isEmpty() && next > committable) {
            committable = next;
        }
    }

    boolean allSettled() {
        return unsettled.isEmpty();
    }

    /** The partition is not ours any more, or is read again from an earlier place. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** What to commit, or a negative number when the broker has been told already. */
    long due() {
        return committable > sent ? committable : UNKNOWN;
    }

    /** The broker is being told. */
    void sent(long offset) {
        sent = offset;
    }

    /** The broker was not told after all. */
    void unsent() {
        sent = UNKNOWN;
    }
}
