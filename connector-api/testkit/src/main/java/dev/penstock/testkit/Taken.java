package dev.penstock.testkit;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event as a source handed it out.
 *
 * @param partition of a polling source; the whole for a queue
 * @param offset where to continue once it is settled; null for a queue
 * @param receipt what settles it; null for a polling source
 */
record Taken(Partition partition, CloudEvent event, @Nullable Offset offset, @Nullable Object receipt) {
    /** What names an event in the whole world. */
    String name() {
        return event.getSource() + " " + event.getId();
    }
}
