package dev.penstock.engine;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import org.jspecify.annotations.Nullable;

/** How much memory an event takes, near enough to bound it. */
final class EventSize {
    /** The objects around the data: the event, its attributes, its place in queues. */
    private static final int OVERHEAD = 256;

    private EventSize() {}

    /** Only text and bytes can be long; every other attribute value is a few bytes. */
    private static int lengthOf(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof byte[] bytes ? bytes.length : 8;
    }

    static int of(CloudEvent event) {
        CloudEventData data = event.getData();
        String subject = event.getSubject();
        long size = (long) OVERHEAD
                + event.getId().length()
                + event.getType().length()
                + event.getSource().toString().length()
                + (subject == null ? 0 : subject.length())
                + (data == null ? 0 : data.toBytes().length);
        for (String name : event.getExtensionNames()) {
            size += name.length() + lengthOf(event.getExtension(name));
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
