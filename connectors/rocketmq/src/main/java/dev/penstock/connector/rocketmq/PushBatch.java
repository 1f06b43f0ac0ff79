package dev.penstock.connector.rocketmq;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Messages of a queue that a listener holds until all are settled. */
final class PushBatch {
    private final List<MessageExt> messages;
    private final MessageQueue queue;
    private final QueueTrack track = new QueueTrack();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean settled;
    private boolean released;

    PushBatch(List<MessageExt> messages, MessageQueue queue) {
        this.messages = messages;
        this.queue = queue;
    }

    List<MessageExt> messages() {
        return messages;
    }

    MessageQueue queue() {
        return queue;
    }

    /** What is open in it; for the engine's thread. */
    QueueTrack track() {
        return track;
    }

    /** All are settled. */
    void settled() {
        lock.lock();
        try {
            settled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits no longer, whatever is open. */
    void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the listener has stopped waiting for what is open. */
    boolean isReleased() {
        lock.lock();
        try {
            return released;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all are settled, or until released.
     *
     * <p>Not for an interrupt: the client interrupts its listeners before it drops their queues, and would send back
     * what they give up.
     *
     * @return whether all are settled
     */
    boolean await() {
        lock.lock();
        try {
            while (!settled && !released) {
                changed.awaitUninterruptibly();
            }
            return settled;
        } finally {
            lock.unlock();
        }
    }
}
