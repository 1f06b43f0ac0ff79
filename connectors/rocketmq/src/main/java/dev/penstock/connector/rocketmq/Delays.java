package dev.penstock.connector.rocketmq;

import dev.penstock.toolkit.json.Rfc3339;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import org.apache.rocketmq.common.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Has the broker hold a message back: until the time in {@code delivertime}, for the seconds in {@code delayseconds}, or by
 * the level in {@code delaylevel}; the first of them that the event has.
 */
final class Delays {
    private Delays() {}

    /**
     * Sets the delay.
     *
     * @return whether there is one; such a message cannot be part of a batch
     * @throws IllegalArgumentException when the attribute is not what its name says
     */
    static boolean apply(CloudEvent event, Message message) {
        String at = EventAttributes.text(event, "delivertime");
        if (at != null) {
            OffsetDateTime time = Rfc3339.parse(at);
            if (time == null) {
                throw new IllegalArgumentException(
                        "'delivertime' is '" + at + "', not a time like 2026-01-31T23:59:59Z");
            }
            message.setDeliverTimeMs(time.toInstant().toEpochMilli());
            return true;
        }
        Long seconds = number(event, "delayseconds", Integer.MAX_VALUE);
        if (seconds != null) {
            message.setDelayTimeSec(seconds);
            return true;
        }
        Long level = number(event, "delaylevel", 64);
        if (level != null) {
            message.setDelayTimeLevel(level.intValue());
            return true;
        }
        return false;
    }

    private static @Nullable Long number(CloudEvent event, String name, long max) {
        String text = EventAttributes.text(event, name);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > max) {
            throw new IllegalArgumentException("'" + name + "' is '" + text + "', not a whole number from 0 to " + max);
        }
        return Long.valueOf(text);
    }
}
