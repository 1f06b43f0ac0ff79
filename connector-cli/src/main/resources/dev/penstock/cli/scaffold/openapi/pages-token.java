package __package__;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.toolkit.json.JsonItems;
import dev.penstock.toolkit.json.JsonPointer;
__pointersImport__import dev.penstock.toolkit.json.NotJson;
__linkImport__import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The pages of the list, each of which names the next one. A position is a page and the number of items before in it. */
// CHECK: __pagingCheck__
final class Pages {
    // CHECK: where the items are in an answer.
    private static final JsonPointer ITEMS = JsonPointer.parse(__itemsPointer__);
__nextField__
    private final __Name__Source.Config config;
    private final Http http;

    Pages(__Name__Source.Config config, Http http) {
        this.config = config;
        this.http = http;
    }

    /**
     * What comes behind an offset.
     *
     * @param items in order, each the JSON of an item
     * @param offsets where to go on behind each
     * @param more whether there may be more right away
     */
    record Page(List<byte[]> items, List<Offset> offsets, boolean more) {}

    /** The address of the list, which is also where its items come from. */
    URI list() {
        HttpUrl.Builder url = HttpUrl.get(config.url()).newBuilder();
__segments__        return url.build().uri();
    }

    Page after(@Nullable Offset offset, Deadline deadline) {
        String page = offset == null ? "" : known(offset);
        long skipped = offset == null ? 0 : offset.number("skipped");
        while (true) {
            HttpUrl url = address(page);
            Http.Answer answer = http.get(url, deadline);
            if (!answer.ok()) {
                throw answer.unexpected(url);
            }
            List<byte[]> all = items(url, answer);
            List<byte[]> items = all.subList((int) Math.min(skipped, all.size()), all.size());
            String next = next(url, answer);
            boolean more = !next.isEmpty() && !next.equals(page);
            if (!items.isEmpty() || !more || deadline.remaining().isZero()) {
                return new Page(items, offsets(page, skipped, items.size(), more ? next : ""), more);
            }
            page = next; // all of this page has been read
            skipped = 0;
        }
    }

    private static List<Offset> offsets(String page, long skipped, int count, String next) {
        List<Offset> offsets = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            boolean over = i == count && !next.isEmpty();
            offsets.add(over ? Offset.of("page", next, "skipped", 0) : Offset.of("page", page, "skipped", skipped + i));
        }
        return offsets;
    }

    private static String known(Offset offset) {
        String page = offset.text("page");
        if (page == null) {
            throw new ConnectorException(Failure.user(
                    "bad-offset", "the stored offset " + offset + " names no page; reset it with 'penstock offsets'"));
        }
        return page;
    }

    private HttpUrl address(String page) {
        HttpUrl.Builder url = HttpUrl.get(list()).newBuilder();
__fixed____address__    }

    private String next(HttpUrl url, Http.Answer answer) {
__next__    }

__sameService__    private static List<byte[]> items(HttpUrl url, Http.Answer answer) {
        try {
            List<byte[]> items = JsonItems.at(ITEMS, answer.body());
            if (items != null) {
                return items;
            }
        } catch (NotJson broken) {
            // told below
        }
        throw new ConnectorException(Failure.external(
                "no-list", url.host() + url.encodedPath() + " did not answer with a list at '" + ITEMS + "'; check the url"));
    }
}
