package dev.penstock.connector.kafka;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Settlement;
import dev.penstock.connector.kafka.Assignment.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the thread of the consumer and those of the engine meet: records on their way out, and what of them is settled.
 * Safe for use by several threads.
 */
final class Handover {
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private long records;
    private long bytes;
    private boolean closing;
    private boolean handedBack;
    private @Nullable ConnectorException failure;

    Handover(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A record that goes out. */
    record Outgoing(ConsumerRecord<byte[], byte[]> record, Receipt receipt) {}

    /** Records of one partition that were read together. */
    private static final class Chunk {
        final Assignment assignment;
        final List<ConsumerRecord<byte[], byte[]>> records;
        final long next;
        int at;

        Chunk(Assignment assignment, List<ConsumerRecord<byte[], byte[]>> records, long next) {
            this.assignment = assignment;
            this.records = records;
            this.next = next;
        }
    }

    /** A partition is ours from now on. */
    void begin(Assignment assignment) {
        lock.lock();
        try {
            assignments.put(assignment.partition, assignment);
        } finally {
            lock.unlock();
        }
    }

    /** Brings records of a partition; {@code next} is where the group continues behind the last of them. */
    void bring(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> found, long next) {
        lock.lock();
        try {
            Assignment assignment = assignments.get(partition);
            if (assignment == null) {
                return; // taken away within the same poll; whoever has it now reads them
            }
            if (found.isEmpty()) {
                if (chunks.stream().noneMatch(chunk -> chunk.assignment == assignment)) {
                    assignment.passed(next);
                }
                return;
            }
            chunks.addLast(new Chunk(assignment, found, next));
            records += found.size();
            bytes += sizeOf(found);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes records out, waiting for the first until the deadline. */
    List<Outgoing> take(int mostRecords, long mostBytesOut, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (chunks.isEmpty()) {
                rethrow();
                Duration left = deadline.remaining();
                if (left.isZero() || closing) {
                    return List.of();
                }
                boolean early = arrived.await(left.toNanos(), TimeUnit.NANOSECONDS);
                if (!early && chunks.isEmpty()) {
                    rethrow();
                    return List.of();
                }
            }
            List<Outgoing> out = new ArrayList<>((int) Math.min(mostRecords, records));
            takeChunks(out, mostRecords, mostBytesOut);
            taken.signal();
            return out;
        } finally {
            lock.unlock();
        }
    }

    private void takeChunks(List<Outgoing> out, int mostRecords, long mostBytesOut) {
        long size = 0;
        for (Chunk chunk = chunks.peekFirst();
                chunk != null && out.size() < mostRecords && size < mostBytesOut;
                chunk = chunks.peekFirst()) {
            int last = chunk.records.size() - 1;
            while (chunk.at <= last && out.size() < mostRecords && size < mostBytesOut) {
                ConsumerRecord<byte[], byte[]> next = chunk.records.get(chunk.at);
                long behind = chunk.at == last ? chunk.next : next.offset() + 1;
                out.add(new Outgoing(next, chunk.assignment.handOut(next.offset(), behind)));
                size += sizeOf(next);
                chunk.at++;
            }
            if (chunk.at > last) {
                chunks.removeFirst();
            }
        }
        records -= out.size();
        bytes -= size;
    }

    /** Waits a little for room; false when there is none. */
    boolean awaitRoom(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (bytes >= mostBytes && !closing && left > 0) { // I6
                left = taken.awaitNanos(left);
            }
            return bytes < mostBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of what became of deliveries. */
    void settle(List<Settlement> settlements) {
        lock.lock();
        try {
            rethrow();
            for (Settlement settlement : settlements) {
                Receipt receipt = (Receipt) settlement.receipt();
                if (receipt.assignment.isOver()) {
                    continue; // I2: whoever has the partition now has its position, too
                }
                switch (settlement.decision()) {
                    case ACKNOWLEDGE -> receipt.assignment.settle(receipt);
                    case HAND_BACK -> {
                        receipt.assignment.handBack(receipt);
                        handedBack = true;
                    }
                }
            }
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Assignments with events that were handed back; none after this call. */
    List<Assignment> takeHandedBack() {
        lock.lock();
        try {
            if (!handedBack) {
                return List.of();
            }
            handedBack = false;
            return assignments.values().stream()
                    .filter(assignment -> assignment.handedBack() >= 0)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out no more of these partitions. */
    void withhold(Collection<TopicPartition> partitions) {
        lock.lock();
        try {
            chunks.removeIf(chunk -> {
                boolean gone = partitions.contains(chunk.assignment.partition);
                if (gone) {
                    List<ConsumerRecord<byte[], byte[]>> rest = chunk.records.subList(chunk.at, chunk.records.size());
                    records -= rest.size();
                    bytes -= sizeOf(rest);
                }
                return gone;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything handed out of these partitions is settled; false when that takes too long. */
    boolean awaitSettled(Collection<TopicPartition> partitions, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!closing && left > 0 && !allSettled(partitions)) {
                left = settled.awaitNanos(left);
            }
            return allSettled(partitions);
        } finally {
            lock.unlock();
        }
    }

    private boolean allSettled(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.get(partition);
            if (assignment != null && !assignment.allSettled()) {
                return false;
            }
        }
        return true;
    }

    /** These partitions are not ours any more: receipts of them mean nothing from now on. */
    void end(Collection<TopicPartition> partitions) {
        withhold(partitions);
        lock.lock();
        try {
            for (TopicPartition partition : partitions) {
                Assignment gone = assignments.remove(partition);
                if (gone != null) {
                    gone.end();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What there is to commit, by assignment; counts as sent until {@link #unsent}. */
    Map<Assignment, Long> takeDue() {
        lock.lock();
        try {
            Map<Assignment, Long> due = Map.of();
            for (Assignment assignment : assignments.values()) {
                long offset = assignment.due();
                if (offset >= 0) {
                    due = due.isEmpty() ? new HashMap<>() : due;
                    due.put(assignment, offset);
                    assignment.sent(offset);
                }
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** A commit failed: it is due again. */
    void unsent(Collection<Assignment> failed) {
        lock.lock();
        try {
            failed.forEach(Assignment::unsent);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is handed out and unsettled. */
    boolean isQuiet() {
        lock.lock();
        try {
            return allSettled(assignments.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** How many records wait to be taken. */
    long waiting() {
        lock.lock();
        try {
            return records;
        } finally {
            lock.unlock();
        }
    }

    /** The consumer has ended: everybody hears why. */
    void fail(ConnectorException reason) {
        lock.lock();
        try {
            failure = reason;
            chunks.clear(); // what is not handed out need not be
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody go who waits. */
    void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signalAll();
            taken.signalAll();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    private static long sizeOf(List<ConsumerRecord<byte[], byte[]>> list) {
        long size = 0;
        for (ConsumerRecord<byte[], byte[]> each : list) {
            size += sizeOf(each);
        }
        return size;
    }

    /** With what the record's own object takes, so that many empty ones are bounded, too. */
    private static int sizeOf(ConsumerRecord<byte[], byte[]> each) {
        return 100 + Math.max(0, each.serializedKeySize()) + Math.max(0, each.serializedValueSize());
    }
}
