package dev.penstock.connector.http;

import org.jspecify.annotations.Nullable;

/** An item of a page. Immutable, but for arrays that are shared. */
final class Item {
    private final byte[] data;
    private final @Nullable String[] found;
    private final String id;
    private final long key;
    private final @Nullable String mark;

    Item(byte[] data, @Nullable String[] found, String id, long key, @Nullable String mark) {
        this.data = data;
        this.found = found;
        this.id = id;
        this.key = key;
        this.mark = mark;
    }

    /** The item as it was sent. */
    byte[] data() {
        return data;
    }

    /** What a pointer led to. */
    @Nullable
    String found(int pointer) {
        return pointer < 0 ? null : found[pointer];
    }

    /** The id of its event. */
    String id() {
        return id;
    }

    /** The id in 64 bits, by which the item is recognised. */
    long key() {
        return key;
    }

    /** Its value for the {@code since} parameter. */
    @Nullable
    String mark() {
        return mark;
    }
}
