package dev.penstock.runtime.pipeline;

import dev.penstock.host.ConnectorKind;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.runtime.plugin.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Connectors that do nothing but take a config: sources {@code numbers} and {@code hook}, sinks {@code store}, {@code log} and {@code table}; a state store {@code memory}. */
final class TestConnectors {
    private static final String NUMBERS =
            """
            package test;
            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            public final class Numbers implements PollingSource {
                public record Config(
                    @Option(value = "How many", min = "1") int count,
                    @Option(value = "Token", fallback = "none") Secret token) {}
                public Numbers(Config config, SourceContext context) {}
                public Polled poll(PollRequest request) { return Polled.nothing(java.time.Duration.ZERO); }
                public void close() {}
            }""";
    private static final String HOOK =
            """
            package test;
            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            import dev.penstock.api.webhook.*;
            public final class Hook implements WebhookSource {
                public record Config(
                    @Option("Where it listens") String path,
                    @Option(value = "When", fallback = "after-delivered") Endpoint.Respond respond,
                    @Option(value = "For anyone", fallback = "false") boolean open) {}
                private final Config config;
                public Hook(Config config, SourceContext context) {
                    if (config.path().equals("/refused")) {
                        throw new ConnectorException(Failure.user("bad-path", "the path /refused is refused; use another"));
                    }
                    if (config.path().equals("/bug")) {
                        throw new NullPointerException("oops");
                    }
                    this.config = config;
                }
                public Endpoint endpoint() {
                    Verification proof = config.open()
                        ? Verification.none() : Verification.bearer(java.util.List.of(Secret.of("token")));
                    return new Endpoint(config.path(), proof, config.respond(),
                        java.time.Duration.ZERO, DataSize.mebibytes(1));
                }
                public String deliveryId(WebhookRequest request) { return null; }
                public Received receive(WebhookRequest request) { return Received.ignored("test"); }
                public void close() {}
            }""";
    private static final String MEMORY =
            """
            package test;
            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            public final class Memory implements StateStore {
                public record Config(@Option("Where") String path) {}
                public Memory(Config config, StateStoreContext context) {
                    if (config.path().equals("nowhere")) {
                        throw new IllegalStateException("built for " + context.pipeline());
                    }
                }
                public Entry read(String key, Deadline deadline) { return new Entry(key, "1"); }
                public String write(Change change, Deadline deadline) { return "2"; }
                public void close() {}
            }""";
    private static final String SINK =
            """
            package test;
            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            public final class %s implements EventSink%s {
                public record Config(@Option("Where to") String path) {}
                public final Config config;
                public %s(Config config, SinkContext context) { this.config = config; }
                public void write(io.cloudevents.CloudEvent event, Deadline deadline) {}
                public void close() {}
                public String toString() { return config.path(); }
            }""";

    private TestConnectors() {}

    static Plugins install(Path dir) throws IOException {
        Path jar = TestJar.version("1.2.0")
                .connector("numbers", ConnectorKind.POLLING_SOURCE, "test.Numbers")
                .source("test.Numbers", NUMBERS)
                .connector("hook", ConnectorKind.WEBHOOK_SOURCE, "test.Hook")
                .source("test.Hook", HOOK)
                .connector("memory", ConnectorKind.STATE_STORE, "test.Memory")
                .source("test.Memory", MEMORY)
                .connector("store", ConnectorKind.SINK, "test.Store")
                .source("test.Store", SINK.formatted("Store", "", "Store"))
                .connector("log", ConnectorKind.SINK, "test.Store")
                .connector("table", ConnectorKind.SINK, "test.Table")
                .source("test.Table", SINK.formatted("Table", ", Idempotent", "Table"))
                .connector("rows", ConnectorKind.SINK, "test.Rows")
                .source(
                        "test.Rows",
                        SINK.formatted("Rows", ", Idempotent", "Rows")
                                .replace(
                                        "String path) {}",
                                        "String path) implements Idempotent.Depends { public java.util.Optional<String>"
                                                + " weakenedBy() { return java.util.Optional.of(\"mode: insert\"); } }"))
                .write(dir.resolve("test-1.2.0.jar"));
        return Plugins.load(List.of(jar));
    }
}
