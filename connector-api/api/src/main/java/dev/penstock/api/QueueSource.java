package dev.penstock.api;

import java.util.List;

/**
 * A source that hands out events with receipts and wants each one settled: consumer groups, AMQP, MQTT.
 *
 * <p>The system upstream keeps the position; Penstock stores none. Optional abilities: {@link Measured}, {@link
 * Checkable}.
 */
public interface QueueSource extends Source {
    /**
     * Waits for events and returns them.
     *
     * <p>Called by one thread at a time, which is also the one that calls {@link #settle}; may block until the
     * deadline, and returns an empty list when nothing came. Throwing loses nothing: the engine builds the source anew
     * and upstream hands out again what was not settled.
     */
    List<Delivery> receive(ReceiveRequest request) throws Exception;

    /**
     * Tells upstream what became of deliveries.
     *
     * <p>Called after each is durably delivered or dead-lettered (acknowledge), or cannot be taken now (hand back). May
     * block until the deadline. A failure is like one of {@link #receive}: what was not settled comes again.
     */
    void settle(List<Settlement> settlements, Deadline deadline) throws Exception;
}
