package dev.penstock.connector.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that was read.
 *
 * @param items as they stand on it
 * @param bytes of its body
 * @param next the token of the page after it; null when it is the last
 * @param validators of it
 */
record Page(List<Item> items, int bytes, @Nullable String next, Validators validators) {
    /** Whether it holds the very items of another. */
    boolean repeats(@Nullable Page other) {
        if (other == null || items.isEmpty() || items.size() != other.items().size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).key() != other.items().get(i).key()) {
                return false;
            }
        }
        return true;
    }
}
