package dev.penstock.engine.state;

import java.time.Instant;

/** Remembers webhook delivery ids, to answer a repeated delivery without delivering it again. */
public interface SeenDeliveries {
    /** Whether the id was remembered at or after that time. Called often, by several threads; fast. */
    boolean seen(String pipeline, String id, Instant since);

    /**
     * Remembers an id whose events are delivered. Returns at once; becomes durable soon after, and at the latest when the
     * store is closed in order.
     */
    void remember(String pipeline, String id, Instant at);

    /**
     * The same, with how long it matters: from {@code until} on nobody asks for it any more.
     */
    default void remember(String pipeline, String id, Instant at, Instant until) {
        remember(pipeline, id, at);
    }
}
