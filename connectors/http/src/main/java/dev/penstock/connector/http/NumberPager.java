package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import org.jspecify.annotations.Nullable;

/** Pages that are counted, or named by how many items stand before them. A token is that number. */
final class NumberPager implements Pager {
    private static final int STEP_BACK = 20;

    private final Place place;
    private final long first;
    private final int size;
    private final boolean byItems;

    /**
     * Counts pages.
     *
     * @param place where the number is sent
     * @param first of the first page
     * @param size items of a full page; 0: not known
     * @param byItems counts the items before a page instead
     */
    NumberPager(Place place, long first, int size, boolean byItems) {
        this.place = place;
        this.first = first;
        this.size = size;
        this.byItems = byItems;
    }

    @Override
    public Ask page(Ask list, String token) {
        return place.with(list, token);
    }

    @Override
    public @Nullable String next(@Nullable String token, Answer answer, int items) {
        if (items == 0 || items < size) {
            return null;
        }
        return Long.toString((token == null ? first : number(token)) + (byItems ? items : 1));
    }

    @Override
    public @Nullable String before(String token) {
        long number = number(token);
        long step = !byItems ? 1 : size > 0 ? size : STEP_BACK;
        return number <= first ? null : Long.toString(Math.max(first, number - step));
    }

    private static long number(String token) {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw new ConnectorException(
                    Failure.user(
                            "bad-offset",
                            "the stored offset has no usable 'page'; set or reset it with 'penstock offsets'"),
                    e);
        }
    }
}
