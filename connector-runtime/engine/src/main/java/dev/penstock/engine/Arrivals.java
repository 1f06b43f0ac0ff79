package dev.penstock.engine;

import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * Events as they came, with their sizes.
 *
 * <p>To measure an event is to call the connector's code, which may throw: so it is done where the connector was called, and
 * never on the strand.
 */
final class Arrivals {
    private final List<CloudEvent> events;
    private final int[] bytes;

    /** Measures events; throws what their data throws. */
    Arrivals(List<CloudEvent> events) {
        this.events = events;
        this.bytes = new int[events.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = EventSize.of(events.get(i)); // I9
        }
    }

    int count() {
        return bytes.length;
    }

    /** The event at that position, under way. */
    Flight flight(Intake intake, int index) {
        return new Flight(events.get(index), bytes[index], intake, index);
    }
}
