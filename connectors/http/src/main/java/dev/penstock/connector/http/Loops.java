package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a walk that would never end, because pages lead back to earlier ones or the service takes no notice of the
 * parameter and sends the same page again.
 *
 * <p>A page that is the same once more is no sign yet: as many items as a page has may have been put before it meanwhile.
 */
final class Loops {
    private static final int REPEATS = 3;

    private @Nullable Page last;
    private int repeats;

    /**
     * Takes note of a page.
     *
     * @param next the token of the page after it
     * @param back whether that page was read before
     */
    void check(Page page, String next, boolean back) {
        repeats = page.repeats(last) ? repeats + 1 : 0;
        last = page;
        if (back || repeats == REPEATS) {
            throw new ConnectorException(Failure.external(
                    "paging-loop",
                    "the pages of the list repeat themselves, and would at '" + shown(next) + "'; check paging"));
        }
    }

    /** Not the query of an address, which may hold a key. */
    private static String shown(String token) {
        int query = token.indexOf('?');
        return Answers.oneLine(query < 0 ? token : token.substring(0, query), 80); // I7
    }
}
