package dev.penstock.connector.http;

import dev.penstock.api.Offset;
import java.util.AbstractList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The offsets after the events of one poll, each made when it is asked for: only few of them are ever stored. */
final class Bookmarks extends AbstractList<Offset> {
    private final Bookmark base;
    private final int most;
    private long[] keys = new long[16];
    private @Nullable String[] since = new @Nullable String[16];
    private @Nullable String[] pages = new @Nullable String[16];
    private int size;

    /**
     * No offsets yet.
     *
     * @param base what holds before the first event
     * @param most how many items an offset knows at most
     */
    Bookmarks(Bookmark base, int most) {
        this.base = base;
        this.most = most;
    }

    /** Adds the offset after one more item. */
    void add(Item item, @Nullable String sinceThen, @Nullable String page) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            since = Arrays.copyOf(since, size * 2);
            pages = Arrays.copyOf(pages, size * 2);
        }
        keys[size] = item.key();
        since[size] = sinceThen;
        pages[size] = page;
        size++;
    }

    @Override
    public Offset get(int index) {
        return base.after(keys, index + 1, most, since[index], pages[index]).offset();
    }

    @Override
    public int size() {
        return size;
    }
}
