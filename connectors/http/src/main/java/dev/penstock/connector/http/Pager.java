package dev.penstock.connector.http;

import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.paging.LinkHeader;
import java.net.URI;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pages of a list.
 *
 * <p>A page is named by a token: a number, a cursor or an address; the first page has none. Immutable.
 */
interface Pager {
    /** What to ask for a page of that list with. */
    Ask page(Ask list, String token);

    /** The token of the page after that page; null after the last. */
    @Nullable
    String next(@Nullable String token, Answer answer, int items);

    /** The token of the page before, where that can be told; else null. */
    default @Nullable String before(String token) {
        return null;
    }

    /** A token as it may be stored: without the parameters of the list's own address, which may be secret. */
    default String stored(String token, HttpUrl list) {
        return token;
    }

    /** A token that was stored, as it was. */
    default String restored(String stored, HttpUrl list) {
        return stored;
    }

    /**
     * An answer that holds a page.
     *
     * @param address that it came from
     * @param headers of it
     * @param body of it; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(HttpUrl address, Headers headers, byte[] body) {}

    /** The pager for a way of paging; none: the first page is the only one. */
    static Pager of(@Nullable Paging paging) {
        if (paging == null) {
            return new AddressPager(answer -> null);
        }
        return switch (paging.kind()) {
            case NAMED ->
                new AddressPager(answer -> {
                    URI next = LinkHeader.next(
                            answer.headers().values("Link"), answer.address().uri());
                    return next == null ? null : next.toString();
                });
            case NEXT -> {
                JsonPointer pointer = JsonPointer.parse(((Paging.Next) paging).next());
                yield new AddressPager(answer -> JsonPointers.find(answer.body(), List.of(pointer))[0]);
            }
            case CURSOR -> new CursorPager((Paging.Cursor) paging);
            case BY_NUMBER -> {
                Paging.ByNumber number = (Paging.ByNumber) paging;
                yield new NumberPager(Place.of(number.page()), number.first(), number.size(), false);
            }
            case BY_COUNT -> {
                Paging.ByCount count = (Paging.ByCount) paging;
                yield new NumberPager(Place.of(count.offset()), 0, count.size(), true);
            }
        };
    }
}
