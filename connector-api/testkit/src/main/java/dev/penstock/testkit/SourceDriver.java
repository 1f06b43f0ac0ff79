package dev.penstock.testkit;

import io.cloudevents.CloudEvent;
import java.util.List;

/** What the driver of a source that reads can do to the system upstream. */
public interface SourceDriver extends Conformance {
    /**
     * Puts records into the system, in order, each with a value of its own; returns when the source can find them.
     *
     * <p>Records of a source with several partitions may go to any of them.
     */
    void put(List<String> values) throws Exception;

    /** The value that the record of this event was put with. */
    String value(CloudEvent event);

    /** Whether a record can hold that value; an empty line in a file of lines cannot, for one. */
    default boolean takes(String value) {
        return true;
    }

    /** The longest value that a record may hold, in characters. */
    default int largest() {
        return 200_000;
    }

    /** Whether there can be nothing to read; not so for a source that makes its events up. */
    default boolean canBeEmpty() {
        return true;
    }
}
