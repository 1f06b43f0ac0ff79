package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Offset;
import dev.penstock.api.Polled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestFirstTests {
    private final Shelf shelf = new Shelf();

    private static Object[] newestFirst(Object... more) {
        List<Object> all = new ArrayList<>(List.of("items", "/items", "order", "newest-first", "paging", "link"));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void handsOutTheOldestOfTheNewFirst() throws Exception {
        shelf.push(1, 8);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst())) {
            assertThat(polls.read()).isEqualTo(Shelf.ids(1, 8));
            shelf.push(9, 10);
            assertThat(polls.read()).containsExactly("9", "10");
            assertThat(polls.read()).isEmpty();
        }
    }

    @Test
    void readsNoFurtherThanToTheFirstKnownItem() throws Exception {
        shelf.push(1, 30);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst())) {
            polls.read();
            api.requests().clear();
            shelf.push(31, 34);
            assertThat(polls.read()).isEqualTo(Shelf.ids(31, 34));
            assertThat(api.paths()).containsExactly("/list", "/list?page=2");
        }
    }

    @Test
    @Tag("I5")
    void continuesFromEveryOffset() throws Exception {
        shelf.push(1, 11);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst())) {
            polls.maxEvents = 2;
            polls.read();
            List<Offset> after = List.copyOf(polls.after);
            for (int i = 0; i < after.size(); i++) {
                assertThat(polls.restart(after.get(i)).read()).isEqualTo(Shelf.ids(i + 2, 11));
            }
        }
    }

    @Test
    void recognisesItemsThatArePushedToTheNextPage() throws Exception {
        shelf.push(1, 9);
        int[] next = {10};
        shelf.afterEach = () -> {
            if (next[0] <= 20) {
                shelf.push(next[0], next[0]++);
            }
        };
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst())) {
            List<String> read = new ArrayList<>();
            for (int poll = 0; poll < 12; poll++) {
                read.addAll(polls.read());
            }
            assertThat(read).isEqualTo(Shelf.ids(1, 20));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void neitherMissesNorRepeatsWhileTheListGrowsAndPagesAreForgotten(long seed) throws Exception {
        Random random = new Random(seed);
        String padding = "x".repeat(400); // three items fill half of the smallest budget
        int[] last = {0};
        Runnable grow = () -> {
            int more = random.nextInt(4) == 0 ? Math.min(300 - last[0], 2 * random.nextInt(4)) : 0;
            shelf.push(last[0] + 1, last[0] + more);
            last[0] += more;
        };
        shelf.push(1, 60);
        last[0] = 60;
        shelf.afterEach = grow;
        Map<String, String> paging = random.nextBoolean() ? Map.of("page", "page") : Map.of("offset", "offset");
        Api.Answer padded = request -> {
            Api.Reply reply = shelf.to(request);
            return new Api.Reply(
                    200, reply.body().replace("\"at\"", "\"pad\":\"" + padding + "\",\"at\""), reply.headers());
        };
        try (Api api = new Api(padded);
                Polls polls = Sources.polls(
                        api.url("/list"), newestFirst("paging", paging, "max-body", "1500", "remember", "50"))) {
            polls.maxEvents = 5;
            polls.maxBytes = 2000;
            List<String> stored = new ArrayList<>();
            while (stored.size() < 300) {
                int before = polls.events.size();
                @Nullable Offset begin = polls.offset;
                Polled polled = polls.poll();
                List<String> ids = polls.ids().subList(before, polls.events.size());
                if (random.nextInt(6) == 0 && !ids.isEmpty()) {
                    int settled = random.nextInt(ids.size() + 1);
                    stored.addAll(ids.subList(0, settled));
                    polls.restart(settled == 0 ? begin : polled.offsets().get(settled - 1));
                } else {
                    stored.addAll(ids);
                }
                if (polled.when() == Polled.When.LATER) {
                    grow.run();
                }
            }
            assertThat(stored).isEqualTo(Shelf.ids(1, 300));
            assertThat(new LinkedHashSet<>(api.paths())).hasSizeGreaterThan(10);
        }
    }

    @Test
    void asksOnlyWhetherTheFirstPageHasChanged() throws Exception {
        shelf.push(1, 5).etags = true;
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst())) {
            polls.maxEvents = 2;
            polls.read();
            for (int i = 0; i < polls.after.size() - 1; i++) {
                assertThat(polls.after.get(i).text("etag")).isNull();
            }
            String etag = String.valueOf(polls.offset == null ? null : polls.offset.text("etag"));
            api.requests().clear();
            Polled polled = polls.restart(polls.offset).poll();
            assertThat(api.requests())
                    .extracting(request -> request.header("if-none-match"))
                    .containsExactly(etag);
            assertThat(polled).isEqualTo(Polled.nothing(Duration.ofMinutes(1)));
            shelf.push(6, 6);
            assertThat(polls.read()).containsExactly("6");
        }
    }

    @Test
    void beginsWithWhatComesAfterItStarted() throws Exception {
        shelf.push(1, 8);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst("start", "latest"))) {
            assertThat(polls.read()).isEmpty();
            assertThat(api.paths()).containsExactly("/list");
            polls.restart(polls.offset);
            shelf.push(9, 13);
            assertThat(polls.read()).isEqualTo(Shelf.ids(9, 13));
            shelf.items.remove(Integer.valueOf(12)); // an old one moves up
            shelf.items.remove(Integer.valueOf(8));
            shelf.items.remove(Integer.valueOf(9));
            shelf.items.remove(Integer.valueOf(10));
            assertThat(polls.read()).isEmpty();
        }
    }

    @Test
    void survivesTheRemovalOfTheItemItReadLast() throws Exception {
        shelf.push(1, 8);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), newestFirst())) {
            polls.read();
            shelf.items.remove(Integer.valueOf(8));
            shelf.push(9, 9);
            assertThat(polls.read()).containsExactly("9");
        }
    }
}
