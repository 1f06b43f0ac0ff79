package dev.penstock.api;

import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a poll found.
 *
 * <p>The lists are taken as they are, without a copy, and must not change afterwards. {@code offsets} may compute its
 * elements when asked: the engine asks only for those it stores.
 *
 * @param events in the order in which they happened; may be empty
 * @param offsets as many as events: {@code offsets.get(i)} is where to continue once events 0 to i are settled
 * @param next where the next poll continues; null if that is unchanged. When there are events this is at or after the
 *     last of {@code offsets}; without events it may move forward over skipped input
 * @param when when to poll again
 * @param after how long to wait before, if {@code when} is {@link When#LATER}; otherwise zero
 */
public record Polled(List<CloudEvent> events, List<Offset> offsets, @Nullable Offset next, When when, Duration after) {

    /** When to ask this partition again. */
    public enum When {
        /** There is more right away. */
        NOW,
        /** Nothing more at present. */
        LATER,
        /** Nothing more, ever: the partition is at its end. */
        END
    }

    public Polled {
        if (events.size() != offsets.size()) {
            throw new IllegalArgumentException("a poll returns one offset for each event: " + events.size()
                    + " events, " + offsets.size() + " offsets");
        }
    }

    /** Events were found and there may be more: the next poll follows at once, after the last event's offset. */
    public static Polled more(List<CloudEvent> events, List<Offset> offsets) {
        return new Polled(events, offsets, last(offsets), When.NOW, Duration.ZERO);
    }

    /** All there is for now: the next poll follows after a pause, after the last event's offset. */
    public static Polled later(List<CloudEvent> events, List<Offset> offsets, Duration after) {
        return new Polled(events, offsets, last(offsets), When.LATER, after);
    }

    /** The last events there will ever be. */
    public static Polled end(List<CloudEvent> events, List<Offset> offsets) {
        return new Polled(events, offsets, last(offsets), When.END, Duration.ZERO);
    }

    /** Nothing for now. */
    public static Polled nothing(Duration after) {
        return later(List.of(), List.of(), after);
    }

    private static @Nullable Offset last(List<Offset> offsets) {
        return offsets.isEmpty() ? null : offsets.get(offsets.size() - 1);
    }
}
