package dev.penstock.toolkit.paging;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of the page after a page.
 *
 * @param <P> a page as the caller reads it
 */
@FunctionalInterface
public interface NextPage<P> {
    /**
     * The address of the next page, or null after the last.
     *
     * @param address of this page
     * @param page this page
     * @param number of this page, from 0
     */
    @Nullable
    URI after(URI address, P page, int number);

    /** By {@code Link} headers with {@code rel="next"}. */
    static <P> NextPage<P> link(Function<P, List<String>> headers) {
        return (address, page, number) -> LinkHeader.next(headers.apply(page), address);
    }

    /**
     * By a cursor in the page, sent as a query parameter; null or empty after the last page.
     *
     * @param parameter the name of the parameter
     * @param cursor finds it in a page
     */
    static <P> NextPage<P> cursor(String parameter, Function<P, @Nullable String> cursor) {
        return (address, page, number) -> {
            String value = cursor.apply(page);
            return value == null || value.isEmpty() ? null : Query.with(address, parameter, value);
        };
    }

    /**
     * By page number.
     *
     * @param parameter the name of the parameter
     * @param first the number of the first page, mostly 1
     * @param more whether there are pages after this one
     */
    static <P> NextPage<P> number(String parameter, int first, Predicate<P> more) {
        return (address, page, number) ->
                more.test(page) ? Query.with(address, parameter, Integer.toString(first + number + 1)) : null;
    }

    /**
     * By offset; an empty page is the last.
     *
     * @param parameter the name of the parameter
     * @param count how many items a page has
     */
    static <P> NextPage<P> offset(String parameter, ToIntFunction<P> count) {
        long[] passed = {0};
        return (address, page, number) -> {
            int items = count.applyAsInt(page);
            passed[0] = (number == 0 ? 0 : passed[0]) + items;
            return items == 0 ? null : Query.with(address, parameter, Long.toString(passed[0]));
        };
    }
}
