package dev.penstock.api;

import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * Events to be written together.
 *
 * @param events in order, never empty; not changed while the sink has it, not to be kept afterwards
 * @param deadline the write returns by then
 */
public record Batch(List<CloudEvent> events, Deadline deadline) {
    /** How many events. */
    public int size() {
        return events.size();
    }

    /** The event at that position, from 0. */
    public CloudEvent event(int index) {
        return events.get(index);
    }
}
