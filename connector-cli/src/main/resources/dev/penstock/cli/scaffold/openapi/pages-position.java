package __package__;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.toolkit.json.JsonItems;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.NotJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The pages of the list. A position in it is the number of items before. */
// CHECK: __pagingCheck__
final class Pages {
    // CHECK: where the items are in an answer.
    private static final JsonPointer ITEMS = JsonPointer.parse(__itemsPointer__);

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
        long position = offset == null ? 0 : offset.number("position");
        HttpUrl.Builder url = HttpUrl.get(list()).newBuilder();
__fixed__        long skipped = 0;
__position__
        List<byte[]> all = items(url.build(), deadline);
        List<byte[]> items = all.subList((int) Math.min(skipped, all.size()), all.size());
        List<Offset> offsets = new ArrayList<>();
        for (int i = 1; i <= items.size(); i++) {
            offsets.add(Offset.of("position", position + i));
        }
        return new Page(items, offsets, __more__);
    }

    private List<byte[]> items(HttpUrl url, Deadline deadline) {
        Http.Answer answer = http.get(url, deadline);
        if (!answer.ok()) {
            throw answer.unexpected(url);
        }
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
