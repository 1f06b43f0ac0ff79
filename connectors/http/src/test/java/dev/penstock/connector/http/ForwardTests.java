package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Offset;
import dev.penstock.api.Polled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardTests {
    private final Shelf shelf = new Shelf();

    static Stream<Object> pagings() {
        return Stream.of(
                "link",
                Map.of("page", "page"),
                Map.of("page", "page", "size", "3"),
                Map.of("offset", "offset"),
                Map.of("offset", "offset", "size", "3"),
                Map.of("cursor", "/next", "parameter", "cursor"));
    }

    private static Object[] keys(Object paging, Object... more) {
        List<Object> all = new ArrayList<>(List.of("items", "/items", "paging", paging));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @ParameterizedTest
    @MethodSource("pagings")
    @Tag("I5")
    void readsEveryPageAndContinuesFromEveryOffset(Object paging) throws Exception {
        for (String order : List.of("any", "oldest-first")) {
            shelf.items.clear();
            shelf.add(1, 10);
            try (Api api = new Api(shelf);
                    Polls polls = Sources.polls(api.url("/list"), keys(paging, "order", order))) {
                polls.maxEvents = 2;
                assertThat(polls.read()).isEqualTo(Shelf.ids(1, 10));
                List<Offset> after = List.copyOf(polls.after);
                shelf.add(11, 15);
                for (int i = 0; i < after.size(); i++) {
                    assertThat(polls.restart(after.get(i)).read()).isEqualTo(Shelf.ids(i + 2, 15));
                }
                assertThat(polls.read()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pagings")
    void readsOnWhereAListGrows(Object paging) throws Exception {
        shelf.add(1, 30);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), keys(paging, "order", "oldest-first", "remember", "8"))) {
            polls.read();
            for (int next = 31; next < 50; next += 2) {
                polls.restart(polls.offset);
                api.requests().clear();
                shelf.add(next, next + 1);
                assertThat(polls.read()).isEqualTo(Shelf.ids(next, next + 1));
                assertThat(api.requests()).hasSizeLessThanOrEqualTo(3);
            }
        }
    }

    @Test
    void goesBackAPageWhenItemsWereRemoved() throws Exception {
        shelf.add(1, 7);
        Map<String, String> paging = Map.of("page", "page");
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), keys(paging, "order", "oldest-first"))) {
            polls.read();
            shelf.items.remove(0);
            shelf.items.remove(0);
            shelf.add(8, 9);
            assertThat(polls.read()).containsExactly("8", "9");
        }
    }

    @Test
    void findsInNoKnownOrderWhateverIsNew() throws Exception {
        shelf.add(1, 8);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), keys("link"))) {
            polls.read();
            shelf.items.add(4, 9);
            shelf.items.add(0, 10);
            shelf.items.add(11);
            assertThat(polls.read()).containsExactlyInAnyOrder("9", "10", "11");
        }
    }

    @Test
    void neverForgetsWhatIsStillInTheList() throws Exception {
        shelf.add(1, 8);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), keys("link", "remember", "9"))) {
            polls.read();
            for (int i = 9; i < 40; i++) {
                shelf.items.remove(Integer.valueOf(i - 1));
                shelf.items.add(0, i);
                assertThat(polls.restart(polls.offset).read()).containsExactly(Integer.toString(i));
            }
        }
    }

    @Test
    @Tag("I6")
    void refusesAListThatItCannotRemember() throws Exception {
        shelf.add(1, 12);
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), keys("link", "remember", "10"))) {
            assertThatThrownBy(polls::read).hasMessageContaining("remember").hasMessageContaining("order");
            assertThat(polls.events).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    @Tag("I6")
    void keepsTheOffsetSmall() throws Exception {
        shelf.add(1, 1000).size = 50;
        try (Api api = new Api(shelf);
                Polls polls =
                        Sources.polls(api.url("/list"), keys("link", "order", "oldest-first", "remember", "100"))) {
            polls.read();
            assertThat(polls.after)
                    .allSatisfy(offset -> assertThat(offset.toString().length()).isLessThan(100 * 11 + 100));
        }
    }

    @Test
    void readsOnAfterAPageThatFailed() throws Exception {
        shelf.add(1, 12);
        boolean[] broken = {true};
        Api.Answer answer =
                request -> broken[0] && request.number("page", 1) == 3 ? Api.Reply.of(503) : shelf.to(request);
        for (String order : List.of("any", "oldest-first", "newest-first")) {
            broken[0] = true;
            try (Api api = new Api(answer);
                    Polls polls = Sources.polls(api.url("/list"), keys("link", "order", order))) {
                assertThatThrownBy(polls::read).hasMessageContaining("503");
                broken[0] = false;
                polls.restart(polls.offset).read();
                assertThat(polls.ids()).containsExactlyInAnyOrderElementsOf(Shelf.ids(1, 12));
            }
        }
    }

    @Test
    void readsTheListAnewWhenACursorHasExpired() throws Exception {
        shelf.add(1, 7);
        boolean[] expired = {false};
        Api.Answer answer =
                request -> expired[0] && request.parameter("cursor") != null ? Api.Reply.of(400) : shelf.to(request);
        Map<String, String> paging = Map.of("cursor", "/next", "parameter", "cursor");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/list"), keys(paging, "order", "oldest-first"))) {
            polls.read();
            expired[0] = true;
            shelf.add(8, 8);
            assertThat(polls.restart(polls.offset).poll().when()).isEqualTo(Polled.When.LATER);
            expired[0] = false;
            assertThat(polls.read()).containsExactly("8");
            expired[0] = true;
            polls.restart(polls.offset).poll();
            assertThatThrownBy(polls::read).hasMessageContaining("400");
        }
    }

    @Test
    void asksForWhatIsNewerThanTheLatest() throws Exception {
        shelf.add(1, 5);
        Map<String, String> since = Map.of("parameter", "since", "pointer", "/at", "start", "2026-01-01T00:02:00Z");
        for (String order : List.of("any", "oldest-first")) {
            try (Api api = new Api(shelf);
                    Polls polls = Sources.polls(api.url("/list"), keys("link", "order", order, "since", since))) {
                int last = shelf.items.size();
                assertThat(polls.read()).isEqualTo(Shelf.ids(2, last));
                shelf.add(last + 1, last + 1);
                api.requests().clear();
                assertThat(polls.restart(polls.offset).read()).containsExactly(Integer.toString(last + 1));
                assertThat(Objects.requireNonNull(api.requests().get(0)).parameter("since"))
                        .isEqualTo(Shelf.at(last));
            }
        }
    }

    @Test
    void asksAgainAtOnceWhereTheServiceCutsOffWhatIsNewer() throws Exception {
        shelf.add(1, 20);
        Map<String, String> since = Map.of("parameter", "since", "pointer", "/at");
        try (Api api = new Api(shelf);
                Polls polls =
                        Sources.polls(api.url("/list"), "items", "/items", "order", "oldest-first", "since", since)) {
            assertThat(polls.read()).isEqualTo(Shelf.ids(1, 20));
        }
    }

    @Test
    void asksForAnEarlierTimeWhereItemsAppearLate() throws Exception {
        shelf.add(1, 5).size = 100;
        Map<String, String> since = Map.of("parameter", "since", "pointer", "/at", "overlap", "10m");
        try (Api api = new Api(shelf);
                Polls polls = Sources.polls(api.url("/list"), "items", "/items", "since", since)) {
            shelf.items.remove(Integer.valueOf(3));
            polls.read();
            shelf.items.add(3);
            assertThat(polls.read()).containsExactly("3");
        }
    }

    @Test
    void refusesPagesThatNeverEnd() throws Exception {
        Api.Answer same = request -> Api.Reply.ok("[{\"id\":1},{\"id\":2}]");
        for (String order : List.of("any", "newest-first", "oldest-first")) {
            try (Api api = new Api(same);
                    Polls polls = Sources.polls(api.url("/list"), "order", order, "paging", Map.of("page", "page"))) {
                assertThatThrownBy(polls::read).hasMessageContaining("repeat");
            }
        }
    }

    @Test
    void endsOnceAllIsReadWhenDraining() throws Exception {
        shelf.add(1, 5);
        for (String order : List.of("any", "newest-first", "oldest-first")) {
            try (Api api = new Api(shelf);
                    Polls polls = Sources.polls(api.url("/list"), keys("link", "order", order))) {
                polls.draining = true;
                polls.maxEvents = 2;
                Polled polled = polls.poll();
                while (polled.when() == Polled.When.NOW) {
                    polled = polls.poll();
                }
                assertThat(polled.when()).isEqualTo(Polled.When.END);
                assertThat(polls.events).hasSize(5);
            }
        }
    }
}
