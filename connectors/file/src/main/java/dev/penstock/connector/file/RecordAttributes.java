package dev.penstock.connector.file;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an event of a record's data, its attributes from constants and from pointers into the data. */
final class RecordAttributes {
    private final EventBuilder event;
    private final List<JsonPointer> pointers = new ArrayList<>();
    private final int id;
    private final int type;
    private final int partitionKey;

    RecordAttributes(FileSource.Config config, URI source, String type, String contentType) {
        event = EventBuilder.of(source, config.type() instanceof Value.Constant constant ? constant.text() : type)
                .contentType(contentType);
        if (config.partitionKey() instanceof Value.Constant constant) {
            event.extension("partitionkey", constant.text());
        }
        this.id = pointer(config.id());
        this.type = pointer(config.type());
        this.partitionKey = pointer(config.partitionKey());
    }

    CloudEvent event(byte[] data, String defaultId) {
        event.id(defaultId).data(data);
        if (!pointers.isEmpty()) {
            @Nullable String[] found = JsonPointers.find(data, pointers);
            if (id >= 0) {
                event.id(required("id", id, found));
            }
            if (type >= 0) {
                event.type(required("type", type, found));
            }
            if (partitionKey >= 0) {
                event.extension("partitionkey", found[partitionKey]);
            }
        }
        return event.build();
    }

    private String required(String name, int pointer, @Nullable String[] found) {
        String value = found[pointer];
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("there is nothing at " + pointers.get(pointer) + " for the " + name);
        }
        return value;
    }

    private int pointer(@Nullable Value value) {
        if (value instanceof Value.Pointer pointer) {
            pointers.add(JsonPointer.parse(pointer.pointer()));
            return pointers.size() - 1;
        }
        return -1;
    }
}
