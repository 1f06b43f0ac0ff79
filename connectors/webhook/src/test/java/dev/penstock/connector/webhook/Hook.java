package dev.penstock.connector.webhook;

import dev.penstock.api.SourceContext;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.Problem;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import dev.penstock.engine.webhook.Deliver;
import dev.penstock.engine.webhook.Deliver.Taken;
import dev.penstock.engine.webhook.WebhookIntake;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A webhook source as the engine uses it: bound by the real binder, behind the real intake, delivering into a list. */
final class Hook {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final List<CloudEvent> delivered = new ArrayList<>();
    final PipelineMetrics metrics = new PipelineMetrics();
    private final Set<String> remembered = new HashSet<>();
    private final WebhookReceiver source;
    private final WebhookIntake intake;

    Hook(Map<String, ?> config) {
        this(config, NOW);
    }

    Hook(Map<String, ?> config, Instant now) {
        this(config, now, null);
    }

    /** With a strand, for a source that verifies by itself. */
    Hook(Map<String, ?> config, Instant now, @Nullable Strand strand) {
        InstantSource clock = InstantSource.fixed(now);
        source = new WebhookReceiver(config(config), new SourceContext("hook", "webhook@0", clock));
        SeenDeliveries seen = new SeenDeliveries() {
            @Override
            public boolean seen(String pipeline, String id, Instant since) {
                return remembered.contains(id);
            }

            @Override
            public void remember(String pipeline, String id, Instant at) {
                remembered.add(id);
            }
        };
        Deliver deliver = (events, taken) -> {
            delivered.addAll(events);
            taken.run();
            return CompletableFuture.completedFuture(Taken.SETTLED);
        };
        intake = strand == null
                ? new WebhookIntake("hook", source, seen, metrics, clock, deliver)
                : new WebhookIntake("hook", source, seen, metrics, strand, deliver);
    }

    WebhookReceiver source() {
        return source;
    }

    WebhookReply send(String method, Map<String, String> headers, byte[] body) {
        return intake.receive(request(method, headers, body))
                .toCompletableFuture()
                .join();
    }

    /** Posts with a query. */
    WebhookReply postTo(String query, Map<String, String> headers, String body) {
        return intake.receive(request("POST", query, headers, body.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .join();
    }

    WebhookReply post(Map<String, String> headers, byte[] body) {
        return send("POST", headers, body);
    }

    WebhookReply post(Map<String, String> headers, String body) {
        return post(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts what has to be accepted, and returns the one event that it became. */
    CloudEvent event(Map<String, String> headers, String body) {
        int before = delivered.size();
        WebhookReply reply = post(headers, body);
        if (reply.status() >= 300 || delivered.size() != before + 1) {
            throw new AssertionError(reply.status() + " " + reply.body());
        }
        return delivered.get(before);
    }

    Received received(Map<String, String> headers, String body) {
        return source.receive(request("POST", headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] data(CloudEvent event) {
        return Objects.requireNonNull(event.getData()).toBytes();
    }

    static String text(CloudEvent event) {
        return new String(data(event), StandardCharsets.UTF_8);
    }

    private static WebhookRequest request(String method, Map<String, String> headers, byte[] body) {
        return request(method, "", headers, body);
    }

    private static WebhookRequest request(String method, String query, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new WebhookRequest(method, "/hook", query, lists, body);
    }

    static WebhookConfig config(Map<String, ?> values) {
        Binder.Bound<WebhookConfig> bound = bind(values);
        if (bound.value() == null) {
            throw new AssertionError(bound.problems());
        }
        return bound.value();
    }

    /** The message of the only problem of a configuration. */
    static String problem(Map<String, ?> values) {
        List<Problem> problems = bind(values).problems();
        if (problems.size() != 1) {
            throw new AssertionError(problems);
        }
        return problems.get(0).message();
    }

    private static Binder.Bound<WebhookConfig> bind(Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putIfAbsent("path", "/hook");
        Binder binder = new Binder(new Binder.References() {
            @Override
            public Optional<String> environment(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<String> file(String path) {
                return Optional.empty();
            }
        });
        return binder.bind(WebhookConfig.class, (ConfigNode.Mapping) node(all), "");
    }

    private static ConfigNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, ConfigNode> entries = new LinkedHashMap<>();
            Map<String, Location> keys = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                entries.put(key.toString(), node(each));
                keys.put(key.toString(), Location.NOWHERE);
            });
            return new ConfigNode.Mapping(entries, keys, Location.NOWHERE);
        }
        if (value instanceof List<?> list) {
            return new ConfigNode.Listing(list.stream().map(Hook::node).toList(), Location.NOWHERE);
        }
        return new ConfigNode.Text(value.toString(), Location.NOWHERE);
    }
}
