package dev.penstock.connector.rocketmq;

import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.common.message.MessageQueue;
import org.jspecify.annotations.Nullable;

/** The queues that this member has, each with what was handed out of it; the client's threads say which come and go. */
final class Tracks implements Positions.Watcher {
    private final Map<MessageQueue, QueueTrack> tracks = new HashMap<>();
    private final Map<MessageQueue, Long> revocations = new HashMap<>();
    private long events;

    @Override
    public synchronized void assigned(MessageQueue queue) {
        tracks.computeIfAbsent(queue, fresh -> new QueueTrack());
    }

    @Override
    public synchronized void revoked(MessageQueue queue) {
        if (tracks.remove(queue) != null) {
            revocations.put(queue, ++events);
        }
    }

    /** A moment, for {@link #returnedSince}. */
    synchronized long now() {
        return events;
    }

    /** The track of a queue, or null when this member does not have it. */
    synchronized @Nullable QueueTrack of(MessageQueue queue) {
        return tracks.get(queue);
    }

    /** Whether a queue went and came again after that moment, so that its messages may be those of before. */
    synchronized boolean returnedSince(long moment, MessageQueue queue) {
        return tracks.containsKey(queue) && revocations.getOrDefault(queue, 0L) > moment;
    }
}
