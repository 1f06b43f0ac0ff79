package dev.penstock.api;

/**
 * A source that is asked: files, tables, REST APIs, object stores.
 *
 * <p>It keeps no state of its own between polls that matters: the offset goes in, events and the next offset come out.
 * So a loop in the runtime and one timed invocation of a function run the same code. Optional abilities: {@link
 * Partitioned}, {@link Committing}, {@link Measured}, {@link Checkable}.
 */
public interface PollingSource extends Source {
    /**
     * Reads the next events of a partition after the given offset.
     *
     * <p>Called by one thread at a time; may block until the request's deadline, and returns what it has by then.
     * Throwing loses nothing: the engine closes the source, builds it again with backoff, and polls from the last
     * offset that it was given.
     *
     * @param request the partition, the offset to continue after, and the bounds of this poll
     * @return the events in order, each with the offset to continue from once it is settled
     * @throws ConnectorException when the failure is understood; any other exception counts as internal
     */
    Polled poll(PollRequest request) throws Exception;
}
