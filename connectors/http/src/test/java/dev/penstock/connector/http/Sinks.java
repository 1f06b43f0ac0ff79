package dev.penstock.connector.http;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.http.StatusRule;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds sinks, events and batches for tests. */
final class Sinks {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-05-01T10:00:00Z"));

    private final URI url;
    private HttpMode mode = HttpMode.BINARY;
    private Map<String, Secret> headers = Map.of();
    private @Nullable HttpAuth auth;
    private Duration timeout = Duration.ofSeconds(10);
    private Map<String, StatusRule> statuses = Map.of();
    private @Nullable HttpTls tls;
    private @Nullable HttpSigning signing;

    private Sinks(URI url) {
        this.url = url;
    }

    static Sinks to(URI url) {
        return new Sinks(url);
    }

    static HttpSink sink(URI url) {
        return to(url).build();
    }

    static CloudEvent event(String id) {
        return EventBuilder.of(URI.create("/shop"), "order.placed")
                .id(id)
                .contentType("application/json")
                .data(("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8))
                .build();
    }

    static Batch batch(CloudEvent... events) {
        return new Batch(List.of(events), Deadline.in(Duration.ofSeconds(30), CLOCK));
    }

    static Outcome at(@Nullable Outcomes outcomes, int index) {
        return Objects.requireNonNull(Objects.requireNonNull(outcomes).get(index));
    }

    Sinks mode(HttpMode value) {
        mode = value;
        return this;
    }

    Sinks header(String name, String value) {
        headers = Map.of(name, Secret.of(value));
        return this;
    }

    Sinks auth(HttpAuth value) {
        auth = value;
        return this;
    }

    Sinks timeout(Duration value) {
        timeout = value;
        return this;
    }

    Sinks statuses(Map<String, StatusRule> value) {
        statuses = value;
        return this;
    }

    Sinks tls(HttpTls value) {
        tls = value;
        return this;
    }

    Sinks sign(String... values) {
        signing = new HttpSigning(Stream.of(values).map(Secret::of).toList());
        return this;
    }

    HttpSinkConfig config() {
        return new HttpSinkConfig(url, mode, "POST", headers, auth, timeout, 8, statuses, tls, signing);
    }

    HttpSink build() {
        return new HttpSink(config(), new SinkContext("test", "http@1.2.3", CLOCK));
    }
}
