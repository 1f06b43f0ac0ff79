package dev.penstock.function.lambda;

import dev.penstock.api.Failure;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * One record of an invocation.
 *
 * @param identifier what the platform knows it by, as JSON
 * @param lane records of one lane come again from the first failed one on; null when each comes again by itself
 * @param event the event made of it; null when that was not possible
 * @param unreadable why there is no event
 */
record Item(String identifier, @Nullable String lane, @Nullable CloudEvent event, @Nullable Failure unreadable) {
    /** Makes the event of a record. */
    interface Reading {
        /**
         * The event.
         *
         * @throws IllegalArgumentException when the record is not what it says it is
         */
        CloudEvent read();
    }

    /** A record of one that fails by itself. */
    static Item of(String identifier, @Nullable String lane, Reading reading) {
        try {
            return new Item(identifier, lane, reading.read(), null);
        } catch (IllegalArgumentException e) {
            // the platform keeps it: as something else than what it says it is, it would be taken for good
            Failure failure = Failure.user("unreadable-record", String.valueOf(e.getMessage()));
            return new Item(identifier, lane, null, failure);
        }
    }

    /** A record that is answered for together with all others. */
    static Item of(CloudEvent event) {
        return new Item(Json.quoted(event.getId()), null, event, null);
    }
}
