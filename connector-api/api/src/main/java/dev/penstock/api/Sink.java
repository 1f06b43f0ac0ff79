package dev.penstock.api;

/**
 * Where events go.
 *
 * <p>Built by its constructor, which may connect and may throw {@link ConnectorException}; the engine then builds it
 * again with backoff. Optional abilities: {@link OrderedBatches}, {@link Concurrent}, {@link Idempotent}, {@link
 * Checkable}. For a sink that handles one event at a time, {@link EventSink} is less to write.
 */
public interface Sink extends AutoCloseable {
    /**
     * Writes a batch and says what became of each event.
     *
     * <p>Called by one thread at a time, unless the sink is {@link Concurrent}; may block until the batch's deadline.
     * {@link Outcome.Delivered} means durably taken: whatever happens to this process next, the event is there. An event
     * without an outcome counts as {@link Outcome.Retry}: forgetting one repeats it, never loses it. A thrown exception
     * counts for the whole batch, which the engine splits to find the event at fault.
     *
     * @param batch the events in order, never empty; no two of one key unless the sink has {@link OrderedBatches}
     * @return an outcome per event, by position
     */
    Outcomes write(Batch batch) throws Exception;

    /**
     * Releases everything: threads, sockets, files.
     *
     * <p>Called once, on an engine thread, after the last write has returned or was given up as hanging; may block
     * briefly. A failure is logged and otherwise ignored.
     */
    @Override
    void close() throws Exception;
}
