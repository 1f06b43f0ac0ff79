package dev.penstock.connector.rocketmq;

import dev.penstock.api.ConnectorException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.consumer.store.ReadOffsetType;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/**
 * The positions of the queues that this member has, in place of the client's own bookkeeping.
 *
 * <p>The client tells it which queues come and go and asks it where to begin; only what is settled is ever put in, so
 * whatever the client writes down at a rebalance or at its end is settled. Used by the client's threads and by the
 * engine's.
 */
final class Positions implements OffsetStore {
    /** Where positions outlive the process. */
    interface Keeper {
        /** The stored position, or -1 when there is none; may throw when it cannot be told. */
        long read(MessageQueue queue)
                throws MQClientException, MQBrokerException, RemotingException, InterruptedException;

        /** Stores positions; false when that did not work now and is worth another try. */
        boolean write(Map<MessageQueue, Long> positions) throws ConnectorException, InterruptedException;
    }

    /** Where a queue begins that has no stored position. */
    interface Beginning {
        /** The position, which is then stored so that a restart begins there too; -1 to leave it to the client. */
        long of(MessageQueue queue) throws Exception;
    }

    /** Told which queues come and go; by the client's threads. */
    interface Watcher {
        /** Messages of this queue may come from now on. */
        void assigned(MessageQueue queue);

        /** Messages of this queue are no longer ours, not even those handed out. */
        void revoked(MessageQueue queue);
    }

    private static final long NONE = -1;
    private static final long UNKNOWN = -2;

    private final Keeper keeper;
    private final Beginning beginning;
    private final Watcher watcher;
    private final ReentrantLock writing = new ReentrantLock();
    private final Set<MessageQueue> queues = new HashSet<>();
    private final Map<MessageQueue, Long> settled = new HashMap<>();
    private final Map<MessageQueue, Long> stored = new HashMap<>();
    private final Set<MessageQueue> frozen = new HashSet<>();

    Positions(Keeper keeper, Beginning beginning, Watcher watcher) {
        this.keeper = keeper;
        this.beginning = beginning;
        this.watcher = watcher;
    }

    /** The queues that this member has now. */
    synchronized Set<MessageQueue> queues() {
        return Set.copyOf(queues);
    }

    /** The settled position of a queue, or -1 when none is known. */
    synchronized long settled(MessageQueue queue) {
        return settled.getOrDefault(queue, NONE);
    }

    /** Asks for the stored position of a queue, whoever has it, to see whether that may be asked. */
    void ask(MessageQueue queue) throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        keeper.read(queue);
    }

    /** Stores what has changed. */
    void flush() throws InterruptedException {
        write(queues(), false);
    }

    /** One write at a time, or an older position might follow a newer one. */
    private void write(Set<MessageQueue> wanted, boolean unchangedToo) throws InterruptedException {
        writing.lock();
        try {
            Map<MessageQueue, Long> positions = positions(wanted, unchangedToo);
            if (!positions.isEmpty() && keeper.write(positions)) {
                written(positions);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void load() {}

    @Override
    public synchronized void updateOffset(MessageQueue queue, long offset, boolean increaseOnly) {
        if (!frozen.contains(queue)) {
            settled.merge(queue, offset, (before, now) -> increaseOnly ? Math.max(before, now) : now); // I2
        }
    }

    @Override
    public synchronized void updateAndFreezeOffset(MessageQueue queue, long offset) {
        settled.put(queue, offset);
        frozen.add(queue);
    }

    @Override
    public long readOffset(MessageQueue queue, ReadOffsetType type) {
        long known = settled(queue);
        if (type == ReadOffsetType.READ_FROM_MEMORY || (type == ReadOffsetType.MEMORY_FIRST_THEN_STORE && known >= 0)) {
            return known;
        }
        try {
            long read = keeper.read(queue);
            long begin = read >= 0 ? read : beginning.of(queue);
            begin(queue, begin, read);
            return begin;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        } catch (Exception e) {
            return UNKNOWN; // the client asks again
        }
    }

    private void begin(MessageQueue queue, long position, long read) {
        synchronized (this) {
            queues.add(queue);
            if (position >= 0) {
                settled.put(queue, position);
            }
            if (read >= 0) {
                stored.put(queue, read);
            }
        }
        watcher.assigned(queue);
    }

    /** Called by the client's clock. Tells all again: nobody says whether a broker that died had heard it. */
    @Override
    public void persistAll(Set<MessageQueue> wanted) {
        try {
            write(wanted, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ConnectorException e) {
            // The engine's thread meets the same and tells.
        }
    }

    @Override
    public void persist(MessageQueue queue) {
        persistAll(Set.of(queue));
    }

    @Override
    public void removeOffset(MessageQueue queue) {
        synchronized (this) {
            queues.remove(queue);
            settled.remove(queue);
            stored.remove(queue);
            frozen.remove(queue);
        }
        watcher.revoked(queue);
    }

    @Override
    public synchronized Map<MessageQueue, Long> cloneOffsetTable(String topic) {
        Map<MessageQueue, Long> positions = new HashMap<>(settled);
        positions.keySet().removeIf(queue -> !topic.isBlank() && !topic.equals(queue.getTopic()));
        return positions;
    }

    @Override
    public void updateConsumeOffsetToBroker(MessageQueue queue, long offset, boolean oneway)
            throws InterruptedException {
        keeper.write(Map.of(queue, offset));
    }

    private synchronized Map<MessageQueue, Long> positions(Set<MessageQueue> wanted, boolean unchangedToo) {
        Map<MessageQueue, Long> positions = new HashMap<>();
        for (MessageQueue queue : wanted) {
            Long now = settled.get(queue);
            if (now != null && (unchangedToo || !now.equals(stored.get(queue)))) {
                positions.put(queue, now);
            }
        }
        return positions;
    }

    private synchronized void written(Map<MessageQueue, Long> positions) {
        positions.forEach((queue, position) -> {
            if (queues.contains(queue)) {
                stored.put(queue, position);
            }
        });
    }
}
