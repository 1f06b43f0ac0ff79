package dev.penstock.api;

import java.util.List;

/** Ability of a {@link PollingSource}: it has several partitions, each in order and with its own offset. */
public interface Partitioned {
    /**
     * Lists the partitions there are now.
     *
     * <p>Called before the first poll and from time to time, by the thread that polls; may block until the deadline.
     * Partitions that are no longer listed are not polled again; their offsets are kept. A failure counts like one of
     * {@link PollingSource#poll}.
     */
    List<Partition> partitions(Deadline deadline) throws Exception;
}
