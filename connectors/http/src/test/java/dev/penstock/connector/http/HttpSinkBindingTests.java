package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.config.Secret;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.Problem;
import dev.penstock.toolkit.http.StatusRule;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpSinkBindingTests {
    private static final Binder BINDER = new Binder(new Binder.References() {
        @Override
        public Optional<String> environment(String name) {
            return Optional.of("value-of-" + name);
        }

        @Override
        public Optional<String> file(String path) {
            return Optional.empty();
        }
    });

    @Test
    void needsNothingButTheUrl() {
        HttpSinkConfig config = bound(Map.of("url", "https://example.com/events"));

        assertThat(config)
                .isEqualTo(new HttpSinkConfig(
                        URI.create("https://example.com/events"),
                        HttpMode.BINARY,
                        "POST",
                        Map.of(),
                        null,
                        Duration.ofSeconds(10),
                        8,
                        Map.of(),
                        null,
                        null));
    }

    @Test
    void bindsEveryKey() {
        HttpSinkConfig config = bound(Map.of(
                "url",
                "https://example.com/events",
                "mode",
                "batch",
                "method",
                "PUT",
                "headers",
                Map.of("X-Tenant", "blue"),
                "auth",
                Map.of("basic", Map.of("username", "me", "password", "${env:PASSWORD}")),
                "timeout",
                "500ms",
                "concurrency",
                "2",
                "statuses",
                Map.of("404", "rejected", "5xx", "halt"),
                "tls",
                Map.of("trust", "ca.pem"),
                "signing",
                Map.of("secrets", List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))));

        assertThat(config.mode()).isEqualTo(HttpMode.BATCH);
        assertThat(config.headers()).containsEntry("X-Tenant", Secret.of("blue"));
        assertThat(config.auth())
                .isEqualTo(new HttpAuth.Basic(new HttpAuth.Credentials("me", Secret.of("value-of-PASSWORD"))));
        assertThat(config.statuses()).isEqualTo(Map.of("404", StatusRule.REJECTED, "5xx", StatusRule.HALT));
        assertThat(config.tls()).isEqualTo(new HttpTls(Path.of("ca.pem"), null, null));
        assertThat(config.concurrency()).isEqualTo(2);
        assertThat(config.secrets()).contains(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    @Test
    void tellsTheKindsOfAuthApartByTheirKeys() {
        assertThat(bound(Map.of("url", "http://x/", "auth", Map.of("bearer", "t")))
                        .auth())
                .isEqualTo(new HttpAuth.Bearer(Secret.of("t")));
        assertThat(bound(Map.of("url", "http://x/", "auth", Map.of("api-key", Map.of("header", "X-Key", "value", "k"))))
                        .auth())
                .isEqualTo(new HttpAuth.ApiKey(new HttpAuth.Key("X-Key", Secret.of("k"))));
    }

    @Test
    void reportsWhatItCannotUse() {
        Binder.Bound<HttpSinkConfig> bound = bind(Map.of("url", "ftp://x/", "retries", "3"));
        assertThat(bound.value()).isNull();
        assertThat(bound.problems()).extracting(Problem::toString).anyMatch(text -> text.contains("retries"));
    }

    @Test
    void standsInTheIndexOfTheJar() throws Exception {
        try (InputStream index = Objects.requireNonNull(
                HttpSink.class.getResourceAsStream("/META-INF/penstock/connectors.json"), "the processor's index")) {
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"http\"", HttpSink.class.getName(), "api-key", "concurrency");
        }
    }

    private static HttpSinkConfig bound(Map<String, Object> values) {
        Binder.Bound<HttpSinkConfig> bound = bind(values);
        assertThat(bound.problems()).isEmpty();
        return Objects.requireNonNull(bound.value());
    }

    private static Binder.Bound<HttpSinkConfig> bind(Map<String, Object> values) {
        return BINDER.bind(HttpSinkConfig.class, (ConfigNode.Mapping) node(values), "");
    }

    private static ConfigNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, ConfigNode> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key.toString(), node(entry)));
            return new ConfigNode.Mapping(entries, Map.of(), ConfigNode.Location.NOWHERE);
        }
        if (value instanceof List<?> list) {
            return new ConfigNode.Listing(
                    list.stream().map(HttpSinkBindingTests::node).toList(), ConfigNode.Location.NOWHERE);
        }
        return new ConfigNode.Text(value.toString(), ConfigNode.Location.NOWHERE);
    }
}
