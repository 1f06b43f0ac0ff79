package dev.penstock.connector.rocketmq;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/**
 * What was handed out of one queue, in its order, how much of it is settled without a gap, and what waits to be handed out
 * again; for one thread.
 */
final class QueueTrack {
    /** One message that was handed out. */
    static final class Mark {
        private final MessageExt message;
        private boolean settled;
        private boolean over;

        private Mark(MessageExt message) {
            this.message = message;
        }

        /** Whether the message was handed back, itself or with one before it, so that this delivery counts no more. */
        boolean over() {
            return over;
        }
    }

    private final ArrayDeque<Mark> open = new ArrayDeque<>();
    private final ArrayDeque<MessageExt> held = new ArrayDeque<>();
    private @Nullable Instant due;

    /** Notes a message that is handed out, later than all before. */
    Mark out(MessageExt message) {
        Mark mark = new Mark(message);
        open.addLast(mark);
        return mark;
    }

    /** Notes that a message is settled; the position up to which all are, or -1 when that has not moved. */
    long settle(Mark mark) {
        if (mark.over) {
            return -1;
        }
        mark.settled = true;
        long position = -1;
        for (Mark first = open.peekFirst(); first != null && first.settled; first = open.peekFirst()) {
            position = first.message.getQueueOffset() + 1; // I2
            open.removeFirst();
        }
        return position;
    }

    /** Has a message and all behind it wait until then at least, to be handed out again in their order. */
    void handBack(Mark mark, Instant until) {
        if (mark.over || mark.settled) {
            return;
        }
        Mark last;
        do {
            last = open.removeLast(); // I4
            last.over = true;
            held.addFirst(last.message);
        } while (last != mark);
        due = due == null || due.isBefore(until) ? until : due;
    }

    /** When what waits may go out again, or null when nothing waits. */
    @Nullable
    Instant due() {
        return due;
    }

    /** Another message of the queue, which waits behind those that wait already. */
    void hold(MessageExt message) {
        held.addLast(message);
    }

    /** Takes what waits, in its order. */
    List<MessageExt> release() {
        List<MessageExt> all = new ArrayList<>(held);
        held.clear();
        due = null;
        return all;
    }

    /** Whether everything that came is settled. */
    boolean idle() {
        return open.isEmpty() && due == null;
    }
}
