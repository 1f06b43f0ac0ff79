package dev.penstock.connector.file;

import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** Divides the bytes of a file into records and makes an event of each. For one thread. */
interface Records {
    /** The place of the line feed that ends the record, or -1 when the record does not end before {@code to}. */
    default int end(byte[] bytes, int from, int scanned, int to) {
        return LineEnds.next(bytes, scanned, to);
    }

    /** Whether the file begins with a record that describes the others. */
    default boolean header() {
        return false;
    }

    /** Takes the header of the file that is read next. */
    default void header(byte[] bytes, int from, int to) {}

    /**
     * Makes an event.
     *
     * @param bytes shared: to be copied from
     * @param id the event's id unless the record brings one
     * @return null when there is no event in it: an empty line
     * @throws IllegalArgumentException when the record is not what the format says, with a message for the user
     */
    @Nullable
    CloudEvent event(byte[] bytes, int from, int to, String id);
}
