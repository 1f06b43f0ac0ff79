package dev.penstock.connector.http;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises items and makes events of them. Not for use by several threads. */
final class Items {
    private static final String TYPE = "dev.penstock.http.item";

    private final EventBuilder event;
    private final String type;
    private final List<JsonPointer> pointers = new ArrayList<>();
    private final int idAt;
    private final int versionAt;
    private final int markAt;
    private final int typeAt;
    private final int subjectAt;
    private final int timeAt;
    private final int keyAt;

    Items(HttpSourceConfig config) {
        type = config.type() instanceof Value.Constant constant ? constant.text() : TYPE;
        event = EventBuilder.of(source(config), type).contentType("application/json");
        if (config.subject() instanceof Value.Constant constant) {
            event.subject(constant.text());
        }
        if (config.time() instanceof Value.Constant constant) {
            event.time(Times.parse(constant.text()));
        }
        if (config.partitionKey() instanceof Value.Constant constant) {
            event.extension("partitionkey", constant.text());
        }
        idAt = pointer(config.id());
        versionAt = pointer(config.version());
        markAt = config.since() == null
                ? -1
                : pointer(new Value.Pointer(config.since().pointer()));
        typeAt = pointer(config.type());
        subjectAt = pointer(config.subject());
        timeAt = pointer(config.time());
        keyAt = pointer(config.partitionKey());
    }

    private static URI source(HttpSourceConfig config) {
        if (config.source() != null) {
            return config.source();
        }
        String address = config.url().toString();
        int end = address.indexOf('?') < 0 ? address.indexOf('#') : address.indexOf('?');
        return URI.create(end < 0 ? address : address.substring(0, end)); // I7: a query may hold a key
    }

    /** Reads what is needed of an item. */
    Item read(byte[] data) {
        @Nullable String[] found = JsonPointers.find(data, pointers);
        String id = idAt < 0 ? null : found[idAt];
        String version = versionAt < 0 ? null : found[versionAt];
        if (id == null || id.isEmpty()) {
            id = StableId.hash(data); // I5
        } else if (version != null && !version.isEmpty()) {
            id = StableId.join(id, version);
        }
        long key = Long.parseUnsignedLong(StableId.hash(id).substring(0, 16), 16);
        return new Item(data, found, id, key, markAt < 0 ? null : found[markAt]);
    }

    /** The event of an item. */
    CloudEvent event(Item item) {
        event.id(item.id()).data(item.data());
        if (typeAt >= 0) {
            String found = item.found(typeAt);
            event.type(found == null || found.isEmpty() ? type : found);
        }
        if (subjectAt >= 0) {
            event.subject(item.found(subjectAt));
        }
        if (timeAt >= 0) {
            String found = item.found(timeAt);
            event.time(found == null ? null : Times.parse(found));
        }
        if (keyAt >= 0) {
            event.extension("partitionkey", item.found(keyAt));
        }
        return event.build();
    }

    private int pointer(@Nullable Value value) {
        if (value instanceof Value.Pointer pointer) {
            pointers.add(JsonPointer.parse(pointer.pointer()));
            return pointers.size() - 1;
        }
        return -1;
    }
}
