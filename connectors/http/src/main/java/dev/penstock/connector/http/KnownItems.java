package dev.penstock.connector.http;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;

/** The items that were handed out, the latest last. Not for use by several threads. */
final class KnownItems {
    private final LinkedHashSet<Long> keys = new LinkedHashSet<>();

    KnownItems(long[] known) {
        for (long key : known) {
            keys.add(key);
        }
    }

    boolean contains(Item item) {
        return keys.contains(item.key());
    }

    boolean containsAny(Collection<Item> items) {
        return items.stream().anyMatch(this::contains);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Adds an item; false when it was there. */
    boolean add(Item item) {
        return keys.add(item.key());
    }

    /** Makes those that were seen in the list the latest, so that they are the last to be forgotten. */
    void refresh(Collection<Long> seen) {
        keys.removeAll(seen);
        keys.addAll(seen);
    }

    /** Forgets the oldest until no more are left than that. */
    void trim(int most) {
        Iterator<Long> oldest = keys.iterator();
        while (keys.size() > most) { // I6
            oldest.next();
            oldest.remove();
        }
    }

    long[] snapshot() {
        return keys.stream().mapToLong(Long::longValue).toArray();
    }
}
