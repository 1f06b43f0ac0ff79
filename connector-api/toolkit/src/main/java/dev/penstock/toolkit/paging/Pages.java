package dev.penstock.toolkit.paging;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import java.net.URI;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the pages of a REST collection until the last one or the deadline. Not for use by several threads.
 *
 * <pre>{@code
 * Pages<Answer> pages = new Pages<>(first, address -> get(address), NextPage.link(Answer::links), deadline);
 * while (pages.hasNext()) {
 *     take(pages.next());
 * }
 * pages.upcoming();   // where to continue, if the deadline came first
 * }</pre>
 *
 * @param <P> a page as the caller reads it
 */
public final class Pages<P> {
    /** Fetches a page; may block until the deadline that the caller knows. */
    @FunctionalInterface
    public interface Fetch<P> {
        /** The page at that address. */
        P fetch(URI address) throws Exception;
    }

    private final Fetch<P> fetch;
    private final NextPage<P> nextPage;
    private final Deadline deadline;
    private final Set<URI> seen = new HashSet<>();
    private @Nullable URI upcoming;
    private int number;

    /** Begins with the page at that address. */
    public Pages(URI first, Fetch<P> fetch, NextPage<P> nextPage, Deadline deadline) {
        this.upcoming = first;
        this.fetch = fetch;
        this.nextPage = nextPage;
        this.deadline = deadline;
    }

    /** Whether there is another page and time to fetch it. */
    public boolean hasNext() {
        return upcoming != null && !deadline.expired();
    }

    /**
     * Fetches the next page. When fetching fails, the next call tries the same page again.
     *
     * @throws NoSuchElementException after the last page
     * @throws ConnectorException when the page names a next one on another host, where credentials must not go, or one that
     *     was read before, which would never end
     */
    public P next() throws Exception {
        URI address = upcoming;
        if (address == null) {
            throw new NoSuchElementException("that was the last page");
        }
        P page = fetch.fetch(address);
        seen.add(address);
        upcoming = checked(address, nextPage.after(address, page, number));
        number++;
        return page;
    }

    /** The address of the page to be fetched next; empty after the last. */
    public Optional<URI> upcoming() {
        return Optional.ofNullable(upcoming);
    }

    private @Nullable URI checked(URI address, @Nullable URI next) {
        if (next == null) {
            return null;
        }
        if (!sameOrigin(address, next)) {
            throw new ConnectorException(Failure.user(
                    "paging-other-host",
                    "the page at " + address.getHost() + " names a next page at " + next.getHost()
                            + "; set the url to the host that serves the pages"));
        }
        if (seen.contains(next)) {
            throw new ConnectorException(Failure.external(
                    "paging-loop", "the next page was read before: " + next.getRawPath() + "; the paging never ends"));
        }
        return next;
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(String.valueOf(b.getScheme()))
                && String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost())
                && port(a) == port(b);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
