package dev.penstock.api;

import org.jspecify.annotations.Nullable;

/**
 * The bounds of one poll.
 *
 * @param partition which part of the source to read; {@link Partition#WHOLE} unless the source is {@link Partitioned}
 * @param offset where to continue, as this connector returned it earlier; null at the very beginning
 * @param maxEvents return at most this many events; at least 1
 * @param maxBytes stop adding events once their data reaches this many bytes; a single larger event is still returned
 * @param draining the pipeline stops at the end of what is there: do not wait for more to arrive, and answer {@link
 *     Polled.When#END} once all that is there has been returned
 * @param deadline return by then
 */
public record PollRequest(
        Partition partition,
        @Nullable Offset offset,
        int maxEvents,
        long maxBytes,
        boolean draining,
        Deadline deadline) {}
