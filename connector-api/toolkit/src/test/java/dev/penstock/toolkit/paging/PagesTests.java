package dev.penstock.toolkit.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PagesTests {
    private static final URI FIRST = URI.create("https://api.example.com/items?limit=2");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = now::get;
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);
    private final List<URI> asked = new ArrayList<>();

    @Test
    void walksByCursorUntilThereIsNone() throws Exception {
        List<String> cursors = List.of("a&b", "c", "");
        Pages<String> pages = pages(cursors, NextPage.cursor("after", page -> page));

        assertThat(all(pages)).isEqualTo(cursors);
        assertThat(asked)
                .extracting(URI::toString)
                .containsExactly(
                        "https://api.example.com/items?limit=2",
                        "https://api.example.com/items?limit=2&after=a%26b",
                        "https://api.example.com/items?limit=2&after=c");
        assertThat(pages.upcoming()).isEmpty();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void walksByPageNumber() throws Exception {
        Pages<String> pages = pages(List.of("more", "more", "last"), NextPage.number("page", 1, "more"::equals));
        assertThat(all(pages)).hasSize(3);
        assertThat(asked).extracting(URI::getRawQuery).containsExactly("limit=2", "limit=2&page=2", "limit=2&page=3");
    }

    @Test
    void walksByOffsetUntilAnEmptyPage() throws Exception {
        Pages<String> pages = pages(List.of("ab", "c", ""), NextPage.offset("offset", String::length));
        assertThat(all(pages)).hasSize(3);
        assertThat(asked)
                .extracting(URI::getRawQuery)
                .containsExactly("limit=2", "limit=2&offset=2", "limit=2&offset=3");
    }

    @Test
    void stopsAtTheDeadlineAndTellsWhereToContinue() throws Exception {
        Pages<String> pages = pages(List.of("a", "b"), NextPage.cursor("after", page -> page));
        pages.next();
        now.set(deadline.at());
        assertThat(pages.hasNext()).isFalse();
        assertThat(pages.upcoming()).contains(URI.create(FIRST + "&after=a"));
    }

    @Test
    void asksForTheSamePageAgainAfterAFailure() throws Exception {
        List<String> answers = new ArrayList<>(List.of("fail", "page"));
        Pages<String> pages = new Pages<>(
                FIRST,
                address -> {
                    asked.add(address);
                    String answer = answers.remove(0);
                    if (answer.equals("fail")) {
                        throw new java.io.IOException("reset");
                    }
                    return answer;
                },
                (address, page, number) -> null,
                deadline);
        assertThatThrownBy(pages::next).isInstanceOf(java.io.IOException.class);
        assertThat(pages.next()).isEqualTo("page");
        assertThat(asked).containsExactly(FIRST, FIRST);
    }

    @Test
    void neverFollowsToAnotherHostWhereCredentialsMustNotGo() {
        for (String other :
                List.of("https://evil.example/", "http://api.example.com/", "https://api.example.com:8443/")) {
            Pages<String> pages = pages(List.of("x"), (address, page, number) -> URI.create(other));
            assertThatThrownBy(pages::next)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("host");
        }
    }

    @Test
    void endsWhenPagesGoInCircles() throws Exception {
        Pages<String> pages = pages(List.of("a", "b", "a"), NextPage.cursor("after", page -> page));
        pages.next();
        pages.next();
        assertThatThrownBy(pages::next).isInstanceOf(ConnectorException.class).hasMessageContaining("before");
    }

    private Pages<String> pages(List<String> answers, NextPage<String> next) {
        List<String> left = new ArrayList<>(answers);
        return new Pages<>(
                FIRST,
                address -> {
                    asked.add(address);
                    return left.remove(0);
                },
                next,
                deadline);
    }

    private static List<String> all(Pages<String> pages) throws Exception {
        List<String> all = new ArrayList<>();
        while (pages.hasNext()) {
            all.add(pages.next());
        }
        return all;
    }
}
