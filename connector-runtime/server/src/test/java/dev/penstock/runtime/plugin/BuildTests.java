package dev.penstock.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Measured;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.runtime.plugin.ConnectorKind.Direction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTests {
    private static final String SINK =
            """
            package shop;
            import dev.penstock.api.*;
            public final class Store %s {
                public record Config() {}
                public Store(Config config, SinkContext context) throws Exception { %s }
                public void write(io.cloudevents.CloudEvent event, Deadline deadline) {}
                public void close() throws Exception { %s }
            }""";

    private final Path dir;

    BuildTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void runsTheConnectorWithItsOwnContextClassLoaderAndRestoresTheThreads() throws Exception {
        String own = "Thread.currentThread().getContextClassLoader() == Store.class.getClassLoader()";
        String check = "if (!(" + own + ")) throw new IllegalStateException(\"wrong context class loader\");";
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Plugins plugins = store("implements EventSink", check, check)) {
            build(plugins).close();
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void keepsTheAbilitiesOfTheConnector() throws Exception {
        try (Plugins plugins = store("implements EventSink, Idempotent, Runnable", "", "} public void run() {");
                Sink sink = build(plugins)) {
            assertThat(sink).isInstanceOf(Idempotent.class).isInstanceOf(OrderedBatches.class);
            assertThat(sink).isNotInstanceOf(Measured.class).isNotInstanceOf(Runnable.class);
            assertThat(Set.of(sink).contains(sink)).isTrue();
            assertThat(sink).isNotEqualTo("other");
            assertThat(sink.toString()).startsWith("shop.Store@");
        }
    }

    @Test
    void throwsWhatTheConnectorThrew() throws Exception {
        String thrown = "throw new java.io.IOException(\"disk on fire\");";
        try (Plugins plugins = store("implements EventSink", "if (true) " + thrown, "")) {
            assertThatThrownBy(() -> build(plugins))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("disk on fire");
        }
        try (Plugins plugins = store("implements EventSink", "", thrown)) {
            Sink sink = build(plugins);
            assertThatThrownBy(sink::close)
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("disk on fire");
        }
    }

    @Test
    void namesTheJarThatLacksAClass() throws Exception {
        Path jar = TestJar.version("1.0.0")
                .source("lib.Gone", "package lib; public class Gone {}")
                .source("shop.Store", SINK.formatted("implements EventSink", "new lib.Gone();", ""))
                .connector("store", ConnectorKind.SINK, "shop.Store")
                .write(dir.resolve("store.jar"));
        try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(jar)) {
            java.nio.file.Files.delete(zip.getPath("lib/Gone.class"));
        }
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThatThrownBy(() -> build(plugins))
                    .hasMessageContaining("store@1.0.0")
                    .hasMessageContaining("lib/Gone")
                    .hasMessageContaining("build store.jar again, with its dependencies inside")
                    .satisfies(BuildTests::cannotBeRetried);
        }
    }

    @Test
    void refusesAClassThatIsNotWhatTheIndexSays() throws Exception {
        TestJar.version("1.0.0")
                .source("shop.Store", SINK.formatted("", "", ""))
                .connector("store", ConnectorKind.SINK, "shop.Store")
                .write(dir.resolve("store.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThatThrownBy(() -> build(plugins))
                    .hasMessageContaining("shop.Store is not a Sink")
                    .satisfies(BuildTests::cannotBeRetried);
        }
    }

    @Test
    void refusesAClassWithoutTheConstructor() throws Exception {
        TestJar.version("1.0.0")
                .measured("orders", "shop.Orders", "1")
                .source(
                        "shop.Orders",
                        """
                        package shop;
                        public final class Orders implements dev.penstock.api.PollingSource {
                            public record Config() {}
                            public dev.penstock.api.Polled poll(dev.penstock.api.PollRequest request) { return null; }
                            public void close() {}
                        }""")
                .write(dir.resolve("orders.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            Installed orders = TestJar.found(plugins, "orders", Direction.SOURCE);
            assertThatThrownBy(() -> {
                        try (Source built = IsolationTests.build(orders)) {
                            built.toString();
                        }
                    })
                    .hasMessageContaining("shop.Orders has no public constructor (Config, SourceContext)")
                    .satisfies(BuildTests::cannotBeRetried);
        }
    }

    private static void cannotBeRetried(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(ConnectorException.class, each -> assertThat(
                        each.failure().remedy())
                .isEqualTo(Remedy.NONE));
    }

    private Plugins store(String abilities, String constructor, String close) throws Exception {
        TestJar.version("1.0.0")
                .source("shop.Store", SINK.formatted(abilities, constructor, close))
                .connector("store", ConnectorKind.SINK, "shop.Store")
                .write(dir.resolve("store.jar"));
        return Plugins.load(List.of(dir));
    }

    private static Sink build(Plugins plugins) throws Exception {
        Installed store = TestJar.found(plugins, "store", Direction.SINK);
        Record config = store.configType().getConstructor().newInstance();
        return store.sink(config, new SinkContext("test", store.reference(), () -> Instant.EPOCH));
    }
}
