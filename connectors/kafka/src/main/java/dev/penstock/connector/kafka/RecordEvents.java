package dev.penstock.connector.kafka;

import dev.penstock.api.Failure;
import dev.penstock.api.Poison;
import io.cloudevents.CloudEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Turns the records of one partition into events; for one thread at a time. */
final class RecordEvents {
    private final PlainRecords plain;

    RecordEvents(PlainShape shape, String topic, int partition) {
        this.plain = new PlainRecords(shape, topic, partition);
    }

    /** The record's event; {@link Poison} for one that claims to be a CloudEvent and is none. */
    CloudEvent event(ConsumerRecord<byte[], byte[]> from) {
        Header[] headers = from.headers().toArray();
        try {
            return switch (CloudEventRecords.mode(headers)) {
                case PLAIN -> plain.event(from, headers);
                case BINARY -> CloudEventRecords.binary(from, headers);
                case STRUCTURED -> CloudEventRecords.structured(from, headers);
            };
        } catch (IllegalArgumentException e) {
            CloudEvent raw = plain.event(from, headers);
            String message = "record " + raw.getId() + " is not a CloudEvent: " + e.getMessage();
            return new Poison(raw, Failure.user("not-a-cloudevent", message)); // I3
        }
    }
}
