package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.penstock.api.Offset;
import dev.penstock.toolkit.json.JsonItems;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what real services answered, replayed from recordings. */
class RecordedTests {
    private static byte[] data(String name) throws Exception {
        String data = System.getProperty("penstock.data", "");
        assumeThat(data).as("-Dpenstock.data is set").isNotEmpty();
        return Files.readAllBytes(Path.of(data, name));
    }

    private static List<byte[]> items(String pointer, byte[] json) {
        return Objects.requireNonNull(JsonItems.at(JsonPointer.parse(pointer), json));
    }

    private static String text(byte[] exchange, String pointer) {
        @Nullable String found = JsonPointers.find(exchange, List.of(JsonPointer.parse(pointer)))[0];
        return found == null ? "" : found;
    }

    /** Replays GitHub, as it answered: by path, with ETag and Link; counts all as one hour's last request but for those. */
    private static Api github(String file) throws Exception {
        Map<String, byte[]> exchanges = new HashMap<>();
        for (byte[] exchange : items("", data("polling-github/" + file))) {
            exchanges.putIfAbsent(text(exchange, "/path"), exchange);
        }
        Api api = new Api(request -> Api.Reply.of(500));
        api.answer(request -> {
            byte[] exchange = exchanges.get(request.path());
            if (exchange == null) {
                return Api.Reply.of(404);
            }
            String etag = text(exchange, "/headers/etag");
            if (etag.equals(request.header("if-none-match"))) {
                return Api.Reply.of(304, "ETag", etag);
            }
            String body = items("/response", exchange).stream()
                    .map(item -> new String(item, StandardCharsets.UTF_8))
                    .collect(Collectors.joining(",", "[", "]"));
            String origin = api.url("").toString();
            String link = text(exchange, "/headers/link").replace("https://api.github.com", origin);
            Api.Reply reply = Api.Reply.ok(body).with("ETag", etag);
            for (String name : List.of("x-ratelimit-remaining", "x-ratelimit-reset")) {
                reply = reply.with(name, text(exchange, "/headers/" + name));
            }
            return link.isEmpty() ? reply : reply.with("Link", link);
        });
        return api;
    }

    @ParameterizedTest
    @CsvSource({"newest-first, 1012, 1000", "oldest-first, 1000, 1012", "any, 1000, 1012"})
    @Tag("I5")
    void readsTheIssuesOfARepository(String order, String first, String last) throws Exception {
        try (Api api = github("paginate-issues.json");
                Polls polls = Sources.polls(
                        api.url("/repos/octokit-fixture-org/paginate-issues/issues?per_page=3"),
                        "paging",
                        "link",
                        "order",
                        order,
                        "time",
                        Map.of("pointer", "/created_at"),
                        "subject",
                        Map.of("pointer", "/number"))) {
            List<String> read = polls.read();
            assertThat(read)
                    .hasSize(13)
                    .doesNotHaveDuplicates()
                    .startsWith(first)
                    .endsWith(last);
            assertThat(api.requests()).hasSize(5);
            assertThat(polls.events).allMatch(event -> event.getTime() != null && event.getSubject() != null);
            List<Offset> after = List.copyOf(polls.after);
            for (int i = 0; i < after.size(); i++) {
                assertThat(polls.restart(after.get(i)).read()).isEqualTo(read.subList(i + 1, read.size()));
            }
        }
    }

    @Test
    void asksGithubOnlyWhetherTheListHasChanged() throws Exception {
        try (Api api = github("labels.json");
                Polls polls = Sources.polls(api.url("/repos/octokit-fixture-org/labels/labels"))) {
            assertThat(polls.read()).hasSize(9);
            polls.restart(polls.offset);
            assertThat(polls.read()).isEmpty();
            assertThat(api.requests().get(1).header("if-none-match")).isEqualTo("\"00000000000000000000000000000000\"");
        }
    }

    @Test
    void readsASingleResource() throws Exception {
        try (Api api = github("get-repository.json");
                Polls polls = Sources.polls(
                        api.url("/repos/octokit-fixture-org/hello-world"),
                        "version",
                        Map.of("pointer", "/pushed_at"))) {
            assertThat(polls.read()).singleElement().asString().startsWith("1000/");
            assertThat(polls.read()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "polling-shopify/events.json, /events, /id, 3",
        "polling-shopify/orders.json, /orders, /id, 1",
        "polling-shopify/order.json, /order, /id, 1",
        "polling-shopify/product.json, /product, /id, 1",
        "polling-shopify/products.json, '', /id, 4",
        "polling-shopify/customers_search.json, /customers, /id, 1",
        "polling-slack/users.list.json, /members, /id, 1",
        "polling-slack/conversations.list.json, /channels, /id, 1",
        "polling-slack/channels.history.json, /messages, /ts, 1"
    })
    void readsListsAsServicesWriteThem(String file, String items, String id, int count) throws Exception {
        byte[] body = data(file);
        try (Api api = new Api(request -> Api.Reply.ok(new String(body, StandardCharsets.UTF_8)));
                Polls polls = Sources.polls(
                        api.url("/list"),
                        "items",
                        items,
                        "id",
                        Map.of("pointer", id),
                        "paging",
                        Map.of("cursor", "/response_metadata/next_cursor", "parameter", "cursor"))) {
            List<String> read = polls.read();
            assertThat(read).hasSize(count).doesNotHaveDuplicates().noneMatch(String::isEmpty);
            assertThat(polls.events).extracting(CloudEvent::getData).doesNotContainNull();
            assertThat(polls.restart(polls.offset).read()).isEmpty();
            assertThat(api.requests()).hasSize(2);
        }
    }
}
