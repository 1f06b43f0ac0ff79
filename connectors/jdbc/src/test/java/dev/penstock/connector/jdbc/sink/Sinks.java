package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds sinks, events and batches for tests. */
final class Sinks {
    private final String url;
    private @Nullable String username;
    private @Nullable Secret password;
    private String table = "orders";
    private Mode mode = Mode.INSERT;
    private List<String> key = List.of();
    private final Map<String, String> columns = new LinkedHashMap<>();
    private RowShape row = RowShape.DATA;
    private List<DeleteWhen> deleteWhen = List.of();
    private boolean create;
    private boolean evolve;
    private boolean once;
    private String pipeline = "test";
    private InstantSource clock = InstantSource.system();

    private Sinks(String url) {
        this.url = url;
    }

    static Sinks to(String url) {
        return new Sinks(url);
    }

    static CloudEvent event(String id, String json) {
        return builder(id).data(json.getBytes(StandardCharsets.UTF_8)).build();
    }

    static EventBuilder builder(String id) {
        return EventBuilder.of(URI.create("/shop"), "order.placed").id(id).contentType("application/json");
    }

    static Batch batch(CloudEvent... events) {
        return batch(List.of(events));
    }

    static Batch batch(List<CloudEvent> events) {
        return new Batch(events, Deadline.in(Duration.ofSeconds(30), InstantSource.system()));
    }

    /** The kinds of all outcomes, in order; NONE for those left out. */
    static List<String> kinds(Outcomes outcomes) {
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            kinds.add(outcome == null ? "NONE" : outcome.kind().name());
        }
        return kinds;
    }

    /** What is said about the event at that position. */
    static String message(Outcomes outcomes, int index) {
        Outcome outcome = Objects.requireNonNull(outcomes.get(index));
        return switch (outcome.kind()) {
            case REJECTED -> ((Outcome.Rejected) outcome).failure().message();
            case RETRY -> ((Outcome.Retry) outcome).failure().message();
            case HALT -> ((Outcome.Halt) outcome).failure().message();
            case DELIVERED, SKIPPED -> "";
        };
    }

    Sinks user(String name, String secret) {
        username = name;
        password = Secret.of(secret);
        return this;
    }

    Sinks table(String value) {
        table = value;
        return this;
    }

    Sinks mode(Mode value) {
        mode = value;
        return this;
    }

    Sinks key(String... names) {
        key = List.of(names);
        return this;
    }

    Sinks column(String name, String from) {
        columns.put(name, from);
        return this;
    }

    Sinks row(RowShape value) {
        row = value;
        return this;
    }

    Sinks deleteWhen(DeleteWhen... values) {
        deleteWhen = List.of(values);
        return this;
    }

    Sinks create() {
        create = true;
        return this;
    }

    Sinks evolve() {
        evolve = true;
        return this;
    }

    Sinks once() {
        once = true;
        return this;
    }

    Sinks pipeline(String name) {
        pipeline = name;
        return this;
    }

    Sinks clock(InstantSource value) {
        clock = value;
        return this;
    }

    JdbcSinkConfig config() {
        return new JdbcSinkConfig(
                url,
                username,
                password,
                table,
                mode,
                key,
                columns,
                row,
                deleteWhen,
                create,
                evolve,
                once,
                Duration.ofDays(7),
                2,
                Duration.ofSeconds(10),
                Map.of());
    }

    JdbcSink build() {
        return new JdbcSink(config(), new SinkContext(pipeline, "jdbc@1.2.3", clock));
    }
}
