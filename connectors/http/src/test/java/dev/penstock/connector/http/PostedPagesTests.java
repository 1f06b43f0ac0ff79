package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are asked for with POST, where the page stands in the JSON body. */
class PostedPagesTests {
    private static List<String> bodies(Api api) {
        return api.requests().stream().map(Api.Request::body).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"two/\\\"2\\\"\"", "17", "[17,\"x\"]"})
    void sendsTheCursorBackAsItCame(String cursor) throws Exception {
        Api.Answer answer = request -> request.body().contains("after")
                ? Api.Reply.ok("{\"hits\":[{\"id\":3}],\"next\":null}")
                : Api.Reply.ok("{\"hits\":[{\"id\":1},{\"id\":2}],\"next\": " + cursor + " }");
        Map<String, String> paging = Map.of("cursor", "/next", "parameter", "/page/after");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(
                        api.url("/search"),
                        "method",
                        "POST",
                        "body",
                        "{\"query\": \"all\"}",
                        "items",
                        "/hits",
                        "order",
                        "oldest-first",
                        "paging",
                        paging)) {
            assertThat(polls.read()).containsExactly("1", "2", "3");
            String second = "{\"page\":{\"after\":" + cursor + "},\"query\": \"all\"}";
            assertThat(bodies(api)).containsExactly("{\"query\": \"all\"}", second);
            assertThat(api.paths()).containsOnly("/search");
            assertThat(polls.restart(polls.offset).read()).isEmpty();
            assertThat(bodies(api)).last().isEqualTo(second); // it goes on where it was
        }
    }

    @Test
    void countsPagesAndTellsTheTimeInTheBody() throws Exception {
        Api.Answer answer = request -> Api.Reply.ok(
                request.body().contains("\"from\":2") ? "[]" : "[{\"id\":1,\"at\":5},{\"id\":2,\"at\":7}]");
        try (Api api = new Api(answer);
                Polls polls = Sources.polls(
                        api.url("/search"),
                        "method",
                        "POST",
                        "paging",
                        Map.of("offset", "/from"),
                        "since",
                        Map.of("parameter", "/range/at", "pointer", "/at", "start", "2026-01-01T00:00:00Z"))) {
            assertThat(polls.read()).containsExactly("1", "2");
            assertThat(polls.read()).isEmpty();
            assertThat(bodies(api))
                    .startsWith(
                            "{\"range\":{\"at\":\"2026-01-01T00:00:00Z\"}}",
                            "{\"from\":2,\"range\":{\"at\":\"2026-01-01T00:00:00Z\"}}",
                            "{\"range\":{\"at\":7}}");
        }
    }

    @Test
    void refusesAPlaceThatIsNotThere() {
        Map<String, String> paging = Map.of("cursor", "/next", "parameter", "/after");
        assertThat(Sources.problems(Map.of("url", "http://x/", "paging", paging)))
                .anyMatch(problem -> problem.contains("'method: POST'"));
        for (String body : new String[] {"[]", "query=all", "{\"after\":"}) {
            assertThat(Sources.problems(Map.of("url", "http://x/", "method", "POST", "body", body, "paging", paging)))
                    .anyMatch(problem -> problem.contains("make 'body' a JSON object"));
        }
    }
}
