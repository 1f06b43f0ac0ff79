package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Polled;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTests {
    private static Failure failure(Polls polls) {
        AtomicReference<Failure> failure = new AtomicReference<>();
        assertThatThrownBy(polls::read).isInstanceOfSatisfying(ConnectorException.class, e -> failure.set(e.failure()));
        return java.util.Objects.requireNonNull(failure.get());
    }

    @Test
    void makesAnEventOfAnItem() throws Exception {
        String item = "{\"id\": 7, \"kind\":\"order.paid\",\"at\":\"2026-01-31T23:59:59+01:00\",\"who\":\"ü\"}";
        try (Api api = new Api(request -> Api.Reply.ok("{\"orders\" : [ " + item + " ]}"));
                Polls polls = Sources.polls(
                        api.url("/orders?key=hunter2"),
                        "items",
                        "/orders",
                        "type",
                        Map.of("pointer", "/kind"),
                        "subject",
                        Map.of("pointer", "/id"),
                        "time",
                        Map.of("pointer", "/at"),
                        "partition-key",
                        Map.of("pointer", "/who"))) {
            polls.read();
            CloudEvent event = polls.events.get(0);
            assertThat(event.getId()).isEqualTo("7");
            assertThat(event.getSource()).isEqualTo(api.url("/orders"));
            assertThat(event.getType()).isEqualTo("order.paid");
            assertThat(event.getSubject()).isEqualTo("7");
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-31T23:59:59+01:00"));
            assertThat(event.getExtension("partitionkey")).isEqualTo("ü");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(Polls.text(event)).isEqualTo(item);
            assertThat(api.paths()).containsExactly("/orders?key=hunter2");
            assertThat(api.requests().get(0).header("user-agent")).isEqualTo("penstock/1.2.3");
        }
    }

    @Test
    @Tag("I5")
    void namesItemsWithoutAnIdByTheirContent() throws Exception {
        String body = "[1, \"text\", null, {\"id\":\"\"}, {\"id\":5}, [2], {\"name\":\"x\"}, 1]";
        try (Api api = new Api(request -> Api.Reply.ok(body));
                Polls polls = Sources.polls(api.url("/list"))) {
            List<String> first = polls.read();
            assertThat(first).hasSize(7).doesNotHaveDuplicates().contains("5");
            assertThat(polls.read()).isEmpty();
            assertThat(polls.restart(null).read()).isEqualTo(first);
        }
    }

    @Test
    void makesAnEventOfEachVersionOfAnItem() throws Exception {
        int[] version = {1};
        try (Api api = new Api(request -> Api.Reply.ok("{\"id\":1,\"v\":" + version[0] + "}"));
                Polls polls = Sources.polls(api.url("/one"), "version", Map.of("pointer", "/v"))) {
            assertThat(polls.read()).containsExactly("1/1");
            assertThat(polls.read()).isEmpty();
            version[0] = 2;
            assertThat(polls.read()).containsExactly("1/2");
        }
    }

    @Test
    void asksOnlyWhetherAnythingHasChanged() throws Exception {
        Api.Answer answer = request -> "\"one\"".equals(request.header("if-none-match"))
                ? Api.Reply.of(304)
                : Api.Reply.ok("[{\"id\":1},{\"id\":2}]").with("ETag", "\"one\"");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/list"))) {
            polls.maxEvents = 1;
            assertThat(polls.poll().next()).satisfies(next -> assertThat(next == null ? "" : next.text("etag"))
                    .isNull());
            assertThat(polls.restart(polls.offset).read()).containsExactly("2");
            assertThat(polls.restart(polls.offset).poll()).isEqualTo(Polled.nothing(Duration.ofMinutes(1)));
            assertThat(api.requests())
                    .extracting(request -> request.header("if-none-match"))
                    .containsExactly(null, null, "\"one\"");
            polls.draining = true;
            assertThat(polls.poll().when()).isEqualTo(Polled.When.END);
        }
    }

    @Test
    void asksOnlyWhetherItWasModifiedSince() throws Exception {
        String modified = "Wed, 31 Dec 2025 23:59:00 GMT";
        Api.Answer answer = request -> modified.equals(request.header("if-modified-since"))
                ? Api.Reply.of(304)
                : Api.Reply.ok("[{\"id\":1}]").with("Last-Modified", modified, "Date", "Thu, 01 Jan 2026 00:00:00 GMT");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/list"))) {
            assertThat(polls.read()).containsExactly("1");
            assertThat(polls.restart(polls.offset).poll()).isEqualTo(Polled.nothing(Duration.ofMinutes(1)));
            assertThat(api.requests())
                    .extracting(request -> request.header("if-modified-since"))
                    .containsExactly(null, modified);
        }
    }

    /** It may be modified once more within the second that the time names, or its writer's clock may be behind. */
    @ParameterizedTest
    @Tag("I3")
    @ValueSource(strings = {"Thu, 01 Jan 2026 00:00:59 GMT", "Thu, 01 Jan 2026 00:00:00 GMT", ""})
    void readsAgainWhatWasModifiedJustNow(String date) throws Exception {
        List<String> items = new ArrayList<>(List.of("{\"id\":1}"));
        Api.Answer answer = request -> request.header("if-modified-since") != null
                ? Api.Reply.of(304)
                : Api.Reply.ok(items.toString()).with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT", "Date", date);
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/list"))) {
            assertThat(polls.read()).containsExactly("1");
            items.add("{\"id\":2}");
            assertThat(polls.read()).containsExactly("2");
        }
    }

    @Test
    void postsABody() throws Exception {
        try (Api api = new Api(request -> Api.Reply.ok("{\"hits\":[{\"id\":1}]}"));
                Polls polls = Sources.polls(
                        api.url("/search"),
                        "method",
                        "POST",
                        "body",
                        "{\"query\":\"all\"}",
                        "items",
                        "/hits",
                        "headers",
                        Map.of("X-Key", "k"))) {
            assertThat(polls.read()).containsExactly("1");
            Api.Request request = api.requests().get(0);
            assertThat(request.method() + request.body()).isEqualTo("POST{\"query\":\"all\"}");
            assertThat(request.header("content-type")).isEqualTo("application/json");
            assertThat(request.header("x-key")).isEqualTo("k");
        }
    }

    @Test
    void keepsWithinTheBoundsOfAPoll() throws Exception {
        try (Api api = new Api(request -> Api.Reply.ok("[{\"id\":1},{\"id\":2},{\"id\":3}]"));
                Polls polls = Sources.polls(api.url("/list"))) {
            polls.maxBytes = 1;
            Polled polled = polls.poll();
            assertThat(polled.events()).hasSize(1);
            assertThat(polled.when()).isEqualTo(Polled.When.NOW);
            assertThat(polls.read()).containsExactly("2", "3");
            assertThat(api.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsARedirectWithinTheHost(int status) throws Exception {
        Api.Answer answer = request -> request.path().equals("/old")
                ? Api.Reply.of(status, "Location", "/new?x=1")
                : Api.Reply.ok("[{\"id\":1}]");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/old"), "auth", Map.of("bearer", "hunter2"))) {
            assertThat(polls.read()).containsExactly("1");
            assertThat(api.paths()).containsExactly("/old", "/new?x=1");
        }
    }

    @Test
    @Tag("I7")
    void neverFollowsToAnotherHost() throws Exception {
        try (Api other = new Api(request -> Api.Reply.ok("[]"))) {
            String there = other.url("/list").toString();
            for (Api.Reply reply : List.of(
                    Api.Reply.of(301, "Location", there),
                    Api.Reply.ok("[{\"id\":1}]").with("Link", "<" + there + ">; rel=\"next\""))) {
                try (Api api = new Api(request -> reply);
                        Polls polls = Sources.polls(
                                api.url("/list"), "paging", "link", "auth", Map.of("bearer", "hunter2"))) {
                    assertThat(failure(polls).remedy()).isEqualTo(Failure.Remedy.NONE);
                }
            }
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void neverFollowsRedirectsWithoutEnd() throws Exception {
        try (Api api = new Api(request -> Api.Reply.of(302, "Location", "/list"));
                Polls polls = Sources.polls(api.url("/list"))) {
            assertThat(failure(polls).code()).isEqualTo("bad-redirect");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, NONE",
        "403, NONE",
        "400, NONE",
        "404, RETRY",
        "410, NONE",
        "500, RETRY",
        "503, RETRY",
        "304, NONE"
    })
    void judgesByTheStatus(int status, Failure.Remedy remedy) throws Exception {
        try (Api api = new Api(request -> Api.Reply.of(status));
                Polls polls = Sources.polls(api.url("/list"))) {
            Failure failure = failure(polls);
            assertThat(failure.remedy()).isEqualTo(remedy);
            assertThat(failure.code()).isEqualTo("http-" + status);
        }
    }

    @Test
    void followsTheConfiguredStatuses() throws Exception {
        try (Api api = new Api(request -> Api.Reply.of(404));
                Polls polls = Sources.polls(api.url("/list"), "statuses", Map.of("404", "empty"))) {
            assertThat(polls.read()).isEmpty();
        }
    }

    @Test
    void readsAnEmptyAnswerAsAnEmptyList() throws Exception {
        try (Api api = new Api(request -> Api.Reply.of(204));
                Polls polls = Sources.polls(api.url("/list"))) {
            assertThat(polls.poll())
                    .isEqualTo(
                            new Polled(List.of(), List.of(), polls.offset, Polled.When.LATER, Duration.ofMinutes(1)));
        }
    }

    @Test
    void saysWhatIsWrongWithAnAnswer() throws Exception {
        try (Api api = new Api(request -> Api.Reply.ok("<html>"));
                Polls polls = Sources.polls(api.url("/list"))) {
            assertThat(failure(polls).message()).contains("not JSON");
            api.answer(request -> Api.Reply.ok("{\"ok\":false,\"error\":\"no hunter2\"}"));
        }
        try (Api api = new Api(request -> Api.Reply.ok("{\"ok\":false,\"error\":\"no hunter2\"}"));
                Polls polls =
                        Sources.polls(api.url("/list"), "items", "/messages", "auth", Map.of("bearer", "hunter2"))) {
            assertThat(failure(polls).message())
                    .contains("'/messages'", "\"ok\":false", "******")
                    .doesNotContain("hunter2");
        }
        try (Api api = new Api(request -> Api.Reply.ok("[\"" + "x".repeat(2000) + "\"]"));
                Polls polls = Sources.polls(api.url("/list"), "max-body", "1KiB")) {
            assertThat(failure(polls).message()).contains("1KiB", "max-body");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 7, 7",
        "503, Retry-After, 7, 7",
        "403, Retry-After, 7, 7",
        "429, X-RateLimit-Reset, 1767225630, 30",
        "403, X-RateLimit-Reset, 1767225630, 30",
        "429, X-RateLimit-Reset, 1767225630000, 30",
        "429, RateLimit-Reset, 30, 30",
        "429, X-Other, 1, 60"
    })
    void waitsAsLongAsTheServiceSays(int status, String name, String value, int seconds) throws Exception {
        Api.Answer busy = request -> Api.Reply.of(status, name, value, "X-RateLimit-Remaining", "0");
        try (Api api = new Api(busy);
                Polls polls = Sources.polls(api.url("/list"))) {
            assertThat(polls.poll()).isEqualTo(Polled.nothing(Duration.ofSeconds(seconds)));
            api.answer(request -> Api.Reply.ok("[{\"id\":1}]"));
            polls.now = polls.now.plusSeconds(seconds - 1);
            assertThat(polls.poll()).isEqualTo(Polled.nothing(Duration.ofSeconds(1)));
            assertThat(api.requests()).hasSize(1);
            polls.now = polls.now.plusSeconds(1);
            assertThat(polls.read()).containsExactly("1");
        }
    }

    @Test
    void waitsBeforeTheRequestThatWouldBeTooMany() throws Exception {
        Api.Answer answer = request -> request.parameter("page") == null
                ? Api.Reply.ok("[{\"id\":1}]")
                        .with(
                                "Link",
                                "<?page=2>; rel=next",
                                "X-RateLimit-Remaining",
                                "0",
                                "X-RateLimit-Reset",
                                "1767225630")
                : Api.Reply.ok("[{\"id\":2}]").with("X-Poll-Interval", "90");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/list"), "paging", "link")) {
            assertThat(polls.read()).containsExactly("1");
            assertThat(api.requests()).hasSize(1);
            polls.now = polls.now.plusSeconds(30);
            assertThat(polls.poll().after()).isEqualTo(Duration.ofSeconds(90));
            assertThat(polls.ids()).containsExactly("1", "2");
            assertThat(api.requests()).hasSize(2);
        }
    }

    @Test
    void restsBetweenPagesWhenTheTimeOfThePollIsOver() throws Exception {
        Shelf shelf = new Shelf().push(1, 9);
        try (Api api = new Api(shelf);
                Polls polls =
                        Sources.polls(api.url("/list"), "items", "/items", "order", "newest-first", "paging", "link")) {
            shelf.afterEach = () -> polls.now = polls.now.plusSeconds(55);
            assertThat(polls.poll()).isEqualTo(Polled.more(List.of(), List.of()));
            assertThat(api.requests()).hasSize(1);
            assertThat(polls.read()).isEqualTo(Shelf.ids(1, 9));
            assertThat(api.requests()).hasSize(3);
        }
    }

    @Test
    void refusesWhatCannotWork() {
        assertThat(Sources.problems(Map.of("url", "ftp://x/"))).anyMatch(problem -> problem.contains("url"));
        assertThat(Sources.problems(Map.of("url", "http://x/", "id", "one"))).anyMatch(p -> p.contains("'id'"));
        assertThat(Sources.problems(Map.of("url", "http://x/", "body", "b"))).anyMatch(p -> p.contains("'body'"));
        assertThat(Sources.problems(Map.of("url", "http://x/", "items", "a"))).anyMatch(p -> p.contains("pointer"));
        assertThat(Sources.problems(Map.of("url", "http://x/", "paging", "sideways")))
                .isNotEmpty();
        assertThat(Sources.problems(Map.of("url", "http://x/", "headers", Map.of("If-None-Match", "x"))))
                .anyMatch(p -> p.contains("If-None-Match"));
    }

    @Test
    void checksByReadingThePage() throws Exception {
        try (Api api = new Api(request -> Api.Reply.ok("[{\"id\":1}]"));
                Polls polls = Sources.polls(api.url("/list"))) {
            List<Check> checks = polls.source().check(Deadline.in(Duration.ofMinutes(1), () -> polls.now));
            assertThat(checks).allMatch(check -> check.failure() == null);
            assertThat(checks).extracting(Check::name).containsExactly("resolve host", "connect", "read list");
            api.answer(request -> Api.Reply.of(401));
            assertThat(polls.source().check(Deadline.in(Duration.ofMinutes(1), () -> polls.now)))
                    .last()
                    .matches(check -> check.failure() != null);
        }
    }

    @Test
    @Tag("I7")
    void storesNoParameterOfTheUrl() throws Exception {
        Api.Answer answer = request -> request.parameter("page") == null
                ? Api.Reply.ok("[{\"id\":1}]").with("Link", "</list?key=hunter2&page=2>; rel=next")
                : Api.Reply.ok("[{\"id\":2}]");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(api.url("/list?key=hunter2"), "paging", "link", "order", "oldest-first")) {
            polls.read();
            assertThat(String.valueOf(polls.offset)).contains("page=2").doesNotContain("hunter2");
            polls.restart(polls.offset).read();
            assertThat(URI.create(api.paths().get(2)).getQuery()).isEqualTo("key=hunter2&page=2");
        }
    }
}
