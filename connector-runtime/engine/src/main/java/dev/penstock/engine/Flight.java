package dev.penstock.engine;

import dev.penstock.api.Failure;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** One event on its way to the sink. Touched on the strand only. */
final class Flight {
    final CloudEvent event;
    final int bytes;
    private final Intake intake;
    private final int index;
    private @Nullable String key;

    /** Attempts that counted. */
    int attempts;

    /** The lane that waits for this event to be durably dead-lettered, or null. */
    @Nullable
    Lane waitingLane;

    /** It was tried and will be, or was, tried again. */
    boolean retried;

    /** The event is written in batches of at most this many, because a larger one failed as a whole. */
    int batchLimit = Integer.MAX_VALUE;

    Flight(CloudEvent event, int bytes, Intake intake, int index) {
        this.event = event;
        this.bytes = bytes;
        this.intake = intake;
        this.index = index;
    }

    Intake intake() {
        return intake;
    }

    void settle(@Nullable CloudEvent reply) {
        intake.settle(index, reply);
    }

    /** Leaves the event with whoever brought it; false when that is not possible. */
    boolean keep(Failure failure, boolean rejected) {
        return intake.keep(index, failure, rejected);
    }

    /** The events of one key reach the sink in order: {@code partitionkey}, else subject, else source. */
    String key() {
        String known = key;
        if (known == null) {
            known = keyOf(event);
            key = known;
        }
        return known;
    }

    private static String keyOf(CloudEvent event) {
        Object partitionKey = event.getExtension("partitionkey");
        if (partitionKey != null) {
            return partitionKey.toString();
        }
        String subject = event.getSubject();
        return subject != null ? subject : event.getSource().toString();
    }
}
