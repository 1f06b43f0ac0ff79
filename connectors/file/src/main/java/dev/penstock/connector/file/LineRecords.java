package dev.penstock.connector.file;

import io.cloudevents.CloudEvent;
import java.util.Arrays;

/** Every line is an event, whatever its bytes. */
record LineRecords(RecordAttributes attributes) implements Records {
    @Override
    public CloudEvent event(byte[] bytes, int from, int to, String id) {
        return attributes.event(Arrays.copyOfRange(bytes, from, to), id);
    }
}
