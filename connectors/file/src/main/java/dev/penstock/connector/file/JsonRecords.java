package dev.penstock.connector.file;

import dev.penstock.toolkit.json.JsonText;
import io.cloudevents.CloudEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Every line is a JSON value. */
record JsonRecords(RecordAttributes attributes) implements Records {
    @Override
    public @Nullable CloudEvent event(byte[] bytes, int from, int to, String id) {
        if (Blank.isBlank(bytes, from, to)) {
            return null;
        }
        JsonText.check(bytes, from, to - from);
        return attributes.event(Arrays.copyOfRange(bytes, from, to), id);
    }
}
