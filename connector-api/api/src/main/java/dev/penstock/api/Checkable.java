package dev.penstock.api;

import java.util.List;

/** Ability of a source or a sink: it can test its own connection, step by step. */
public interface Checkable {
    /**
     * Tests what the connector needs, without reading or writing an event.
     *
     * <p>Called by {@code penstock check} on a connector built for that alone; may block until the deadline. A failure
     * of a step is a {@link Check} with a failure; an exception counts as a failed step named {@code check}.
     */
    List<Check> check(Deadline deadline) throws Exception;
}
