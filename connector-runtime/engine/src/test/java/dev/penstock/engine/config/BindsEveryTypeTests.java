package dev.penstock.engine.config;

import static dev.penstock.engine.config.Nodes.NOTHING;
import static dev.penstock.engine.config.Nodes.SURROUNDINGS;
import static dev.penstock.engine.config.Nodes.mapping;
import static dev.penstock.engine.config.Nodes.nested;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Secret;
import dev.penstock.engine.config.EveryType.AnyOf;
import dev.penstock.engine.config.EveryType.Basic;
import dev.penstock.engine.config.EveryType.Constant;
import dev.penstock.engine.config.EveryType.Header;
import dev.penstock.engine.config.EveryType.Nested;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindsEveryTypeTests {
    private static EveryType bind(Object... keysAndValues) {
        Binder.Bound<EveryType> bound = new Binder(SURROUNDINGS).bind(EveryType.class, mapping(keysAndValues), "");
        assertThat(bound.problems()).isEmpty();
        return requireNonNull(bound.value());
    }

    @Test
    void takesEachTypeFromItsText() {
        EveryType all = bind(
                "text",
                "some text",
                "flag",
                "false",
                "count",
                "10",
                "big-count",
                "9000000000",
                "ratio",
                "1e-1",
                "interval",
                "1h30m",
                "size",
                "1MiB",
                "url",
                "https://example.com/a",
                "path",
                "out/x",
                "since",
                "2026-01-31T12:00:00Z",
                "token",
                "abc",
                "respond",
                "immediately",
                "limit",
                "3");
        assertThat(all.text()).isEqualTo("some text");
        assertThat(all.flag()).isFalse();
        assertThat(all.count()).isEqualTo(10);
        assertThat(all.bigCount()).isEqualTo(9_000_000_000L);
        assertThat(all.ratio()).isEqualTo(0.1);
        assertThat(all.interval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(all.size()).isEqualTo(DataSize.mebibytes(1));
        assertThat(all.url()).isEqualTo(URI.create("https://example.com/a"));
        assertThat(all.path()).isEqualTo(Path.of("out/x"));
        assertThat(all.since()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(all.token()).isEqualTo(Secret.of("abc"));
        assertThat(all.respond()).isEqualTo(EveryType.Respond.IMMEDIATELY);
        assertThat(all.limit()).isEqualTo(3);
    }

    @Test
    void fallsBackWhereNothingIsGiven() {
        EveryType all = bind("text", "t", "count", NOTHING, "raw", NOTHING, "limit", NOTHING);
        assertThat(all.flag()).isTrue();
        assertThat(all.count()).isEqualTo(7);
        assertThat(all.bigCount()).isEqualTo(5_000_000_000L);
        assertThat(all.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(all.url()).isNull();
        assertThat(all.limit()).isNull();
        assertThat(all.respond()).isEqualTo(EveryType.Respond.AFTER_DELIVERED);
        assertThat(all.words()).containsExactly("a", "b");
        assertThat(all.secrets()).isEmpty();
        assertThat(all.names()).isEmpty();
        assertThat(all.nested()).isEqualTo(new Nested("x", 0, 9));
        assertThat(all.from()).isNull();
        assertThat(all.other()).isEqualTo(new Constant("constant"));
        assertThat(all.raw().entries()).isEmpty();
    }

    @Test
    void bindsListsMapsAndNestedRecords() {
        EveryType all = bind(
                "text",
                "t",
                "words",
                List.of("x"),
                "secrets",
                List.of("s1", "${env:TOKEN}"),
                "names",
                nested("z", "1", "a", "2", "m", "3"),
                "nested",
                nested("inner", "deep"),
                "several",
                List.of(nested("low", "1"), nested()));
        assertThat(all.words()).containsExactly("x");
        assertThat(all.secrets()).containsExactly(Secret.of("s1"), Secret.of("hunter2-secret"));
        assertThat(all.names()).containsExactly(entry("z", 1), entry("a", 2), entry("m", 3));
        assertThat(all.nested()).isEqualTo(new Nested("deep", 0, 9));
        assertThat(all.several()).containsExactly(new Nested("x", 1, 9), new Nested("x", 0, 9));
    }

    @Test
    void choosesAFormByItsKeys() {
        assertThat(bind("text", "t", "from", "plain").from()).isEqualTo(new Constant("plain"));
        assertThat(bind("text", "t", "from", List.of("a", "b")).from()).isEqualTo(new AnyOf(List.of("a", "b")));
        assertThat(bind("text", "t", "from", nested("header", "X-Id")).from()).isEqualTo(new Header("X-Id", false));
        assertThat(bind("text", "t", "from", nested("username", "u", "password", "p"))
                        .from())
                .isEqualTo(new Basic("u", Secret.of("p")));
    }

    @Test
    void passesRawMappingsAsTheyAre() {
        EveryType all = bind("text", "t", "raw", nested("key", "${env:NOT_RESOLVED_HERE}"));
        ConfigNode.Text inside = (ConfigNode.Text) requireNonNull(all.raw().get("key"));
        assertThat(inside.text()).isEqualTo("${env:NOT_RESOLVED_HERE}");
    }
}
