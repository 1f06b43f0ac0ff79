package dev.penstock.connector.file;

import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** Every line is an event in the CloudEvents JSON format; it keeps the attributes it has. */
record EventRecords() implements Records {
    @Override
    public @Nullable CloudEvent event(byte[] bytes, int from, int to, String id) {
        return Blank.isBlank(bytes, from, to) ? null : CloudEventJson.read(bytes, from, to - from);
    }
}
