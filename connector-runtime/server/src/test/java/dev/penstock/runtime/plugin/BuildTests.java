package dev.penstock.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Checkable;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Measured;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.ConnectorKind.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    void buildsAStateStoreInItsOwnContext() throws Exception {
        TestJar.version("1.0.0")
                .source(
                        "shop.Keeper",
                        """
                        package shop;
                        import dev.penstock.api.*;
                        public final class Keeper implements StateStore, Checkable {
                            public record Config() {}
                            private final StateStoreContext context;
                            public Keeper(Config config, StateStoreContext context) { this.context = context; }
                            public Entry read(String key, Deadline deadline) {
                                boolean own = Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();
                                return new Entry(context.pipeline() + " " + context.connector() + " " + own, key);
                            }
                            public String write(Change change, Deadline deadline) throws java.io.IOException {
                                throw new java.io.IOException("disk on fire");
                            }
                            public java.util.List<Check> check(Deadline deadline) { return java.util.List.of(); }
                            public void close() {}
                        }""")
                .connector("keeper", ConnectorKind.STATE_STORE, "shop.Keeper")
                .write(dir.resolve("keeper.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            Installed keeper = TestJar.found(plugins, "keeper", Direction.STATE);
            Record config = keeper.code().configType().getConstructor().newInstance();
            StateStoreContext context = new StateStoreContext("orders", keeper.reference(), () -> Instant.EPOCH);
            Deadline deadline = Deadline.in(Duration.ofSeconds(1), () -> Instant.EPOCH);
            try (StateStore store = keeper.code().stateStore(config, context)) {
                assertThat(store).isInstanceOf(Checkable.class);
                assertThat(store.read("k", deadline)).isEqualTo(new StateStore.Entry("orders keeper@1.0.0 true", "k"));
                assertThatThrownBy(() -> store.write(new StateStore.Change("k", "v", null, null), deadline))
                        .isInstanceOf(java.io.IOException.class)
                        .hasMessage("disk on fire");
            }
            assertThatThrownBy(() -> keeper.code().sink(config, new SinkContext("p", "c", () -> Instant.EPOCH)))
                    .hasMessageContaining("is not a Sink");
        }
    }

    @Test
    void isIdempotentOnlyWhereTheConfigAgrees() throws Exception {
        String sink = SINK.formatted("implements EventSink, Idempotent", "", "")
                .replace(
                        "Config() {}",
                        "Config(boolean upsert) implements Idempotent.Depends { public java.util.Optional<String> weakenedBy() {"
                                + " return upsert ? java.util.Optional.empty() : java.util.Optional.of(\"mode: insert\"); } }");
        TestJar.version("1.0.0")
                .source("shop.Store", sink)
                .connector("store", ConnectorKind.SINK, "shop.Store")
                .write(dir.resolve("store.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            Installed store = TestJar.found(plugins, "store", Direction.SINK);
            for (boolean upsert : List.of(true, false)) {
                Record config =
                        store.code().configType().getConstructor(boolean.class).newInstance(upsert);
                assertThat(store.code().idempotent(config)).isEqualTo(upsert);
                SinkContext context = new SinkContext("test", store.reference(), () -> Instant.EPOCH);
                try (Sink built = store.code().sink(config, context)) {
                    assertThat(built instanceof Idempotent).isEqualTo(upsert);
                    assertThat(built).isInstanceOf(OrderedBatches.class);
                }
            }
        }
    }

    @Test
    void needsTheDiskOnlyWhereTheConfigSaysSo() throws Exception {
        String sink = SINK.formatted("implements EventSink, LocalDisk", "", "");
        String depends = sink.replace(
                "Config() {}",
                "Config() implements LocalDisk.Depends { public java.util.Optional<String> tiedBy() {"
                        + " return java.util.Optional.%s; } }");
        assertThat(localDisk("always", sink)).contains("");
        assertThat(localDisk("tied", depends.formatted("of(\"config.path\")"))).contains("config.path");
        assertThat(localDisk("free", depends.formatted("empty()"))).isEmpty();
        assertThat(localDisk("never", SINK.formatted("implements EventSink", "", "")))
                .isEmpty();
    }

    private Optional<String> localDisk(String folder, String sink) throws Exception {
        Path jars = Files.createDirectory(dir.resolve(folder));
        TestJar.version("1.0.0")
                .source("shop.Store", sink)
                .connector("store", ConnectorKind.SINK, "shop.Store")
                .write(jars.resolve("store.jar"));
        try (Plugins plugins = Plugins.load(List.of(jars))) {
            Installed store = TestJar.found(plugins, "store", Direction.SINK);
            return store.code()
                    .localDisk(store.code().configType().getConstructor().newInstance());
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
        Record config = store.code().configType().getConstructor().newInstance();
        return store.code().sink(config, new SinkContext("test", store.reference(), () -> Instant.EPOCH));
    }
}
