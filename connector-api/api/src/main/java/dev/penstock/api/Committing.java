package dev.penstock.api;

/** Ability of a {@link PollingSource}: it wants to be told once an offset is safe, to acknowledge upstream. */
public interface Committing {
    /**
     * Acknowledges upstream everything up to and including the offset.
     *
     * <p>Called after the events are delivered and the offset is durable, by one thread at a time and never during a
     * poll; may block until the deadline. A failure is like one of {@link PollingSource#poll}; the next commit covers it.
     */
    void commit(Partition partition, Offset offset, Deadline deadline) throws Exception;
}
