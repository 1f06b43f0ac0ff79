package dev.penstock.engine;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;

/** How much memory an event takes, near enough to bound it. */
final class EventSize {
    /** The objects around the data: the event, its attributes, its place in queues. */
    private static final int OVERHEAD = 256;

    private EventSize() {}

    static int of(CloudEvent event) {
        CloudEventData data = event.getData();
        long size = (long) OVERHEAD + event.getId().length() + (data == null ? 0 : data.toBytes().length);
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
