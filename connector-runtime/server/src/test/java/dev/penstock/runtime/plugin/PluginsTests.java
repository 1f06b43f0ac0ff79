package dev.penstock.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Problem.Severity;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.ConnectorKind.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTests {
    private final Path dir;

    PluginsTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void takesTheNewestVersionWhenNoneIsNamed() throws IOException {
        for (String version : List.of("1.9.0", "1.10.0", "1.10.0-rc.1")) {
            TestJar.version(version)
                    .measured("orders", "shop.Orders", "1")
                    .write(dir.resolve("orders-" + version + ".jar"));
        }
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.installed())
                    .extracting(Installed::reference)
                    .containsExactly("orders@1.10.0", "orders@1.10.0-rc.1", "orders@1.9.0");
            assertThat(TestJar.found(plugins, "orders", Direction.SOURCE).version())
                    .isEqualTo("1.10.0");
            assertThat(TestJar.found(plugins, "orders@1.9.0", Direction.SOURCE).version())
                    .isEqualTo("1.9.0");
            Lookup missing = plugins.find("orders@2.0.0", Direction.SOURCE);
            assertThat(missing.message()).isEqualTo("the connector 'orders' is not installed in version '2.0.0'");
            assertThat(missing.fix()).contains("orders@1.10.0, orders@1.10.0-rc.1, orders@1.9.0");
        }
    }

    @Test
    void tellsWhatTheIndexSays() throws Exception {
        Path jar =
                TestJar.version("1.0.0").measured("orders", "shop.Orders", "1").write(dir.resolve("orders.jar"));
        try (Plugins plugins = Plugins.load(List.of(jar))) {
            Installed orders = TestJar.found(plugins, "orders", Direction.SOURCE);
            assertThat(orders.kind()).isEqualTo(ConnectorKind.POLLING_SOURCE);
            assertThat(orders.index().summary()).isEqualTo("A test's own");
            assertThat(orders.index().options()).singleElement().satisfies(each -> assertThat(each)
                    .containsEntry("key", "size"));
            assertThat(orders.index().schema()).containsEntry("type", "object");
            assertThat(orders.jar()).isEqualTo(jar);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            assertThat(orders.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void suggestsTheNameThatWasMeant() throws IOException {
        TestJar.version("1.0.0").measured("orders", "shop.Orders", "1").write(dir.resolve("orders.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            Lookup misspelt = plugins.find("ordres", Direction.SOURCE);
            assertThat(misspelt.message()).isEqualTo("there is no connector 'ordres'");
            assertThat(misspelt.fix()).isEqualTo("did you mean 'orders'?");
            assertThat(plugins.find("kafka", Direction.SOURCE).fix())
                    .isEqualTo("use one of orders, or put its jar into the plugin directory");
            assertThat(plugins.find("kafka", Direction.SINK).fix())
                    .isEqualTo("put its jar into the plugin directory; no sink is installed");
            assertThat(plugins.find("orders", Direction.SINK).message())
                    .isEqualTo("the connector 'orders' is a source only, not a sink");
        }
    }

    @Test
    void findsAStateStoreInItsPlaceOnly() throws IOException {
        TestJar.version("1.0.0")
                .measured("orders", "shop.Orders", "1")
                .connector("orders", ConnectorKind.SINK, "shop.Orders")
                .connector("keeper", ConnectorKind.STATE_STORE, "shop.Orders")
                .write(dir.resolve("orders.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(TestJar.found(plugins, "keeper", Direction.STATE).kind()).isEqualTo(ConnectorKind.STATE_STORE);
            Lookup asSink = plugins.find("keeper", Direction.SINK);
            assertThat(asSink.message()).isEqualTo("the connector 'keeper' is a state store only, not a sink");
            assertThat(asSink.fix()).isEqualTo("use it as the state store, or name one of the sinks: orders");
            Lookup asStore = plugins.find("orders", Direction.STATE);
            assertThat(asStore.message())
                    .isEqualTo("the connector 'orders' is a source and a sink only, not a state store");
            assertThat(asStore.fix())
                    .isEqualTo("use it as the source or the sink, or name one of the state stores: keeper");
            assertThat(plugins.find("keepre", Direction.STATE).fix()).isEqualTo("did you mean 'keeper'?");
        }
        TestJar.version("1.0.0").measured("orders", "shop.Orders", "1").write(dir.resolve("orders.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(plugins.find("orders", Direction.STATE).fix())
                    .isEqualTo("use it as the source, or put the jar of a state store into the plugin directory");
            assertThat(plugins.find("other", Direction.STATE).fix())
                    .isEqualTo("put its jar into the plugin directory; no state store is installed");
        }
    }

    @Test
    void namesPluginsThatCouldNotBeUsedWhenAConnectorIsMissing() throws IOException {
        Path broken = Files.writeString(dir.resolve("kafka-1.0.jar"), "not a zip");
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(plugins.find("kafka", Direction.SINK).fix())
                    .endsWith("some plugins could not be used: " + broken);
        }
    }

    @Test
    void takesAJarWithoutAnIndexAsALibrary() throws IOException {
        Path driver = TestJar.version("1")
                .source("db.Driver", "package db; public class Driver {}")
                .write(dir.resolve("x.jar"));
        try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(driver)) {
            Files.delete(zip.getPath(Index.PATH));
        }
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(plugins.libraries()).containsExactly(driver);
            assertThat(plugins.problems()).isEmpty();
            assertThat(plugins.installed()).isEmpty();
        }
    }

    @Test
    void givesALibraryToTheConnectorsThatAskForWhatItOffersAndToNoOther() throws Exception {
        String service = "java.util.concurrent.ThreadFactory";
        TestJar.version("1.0.0")
                .source(
                        "db.Threads",
                        "package db; public class Threads implements java.util.concurrent.ThreadFactory {"
                                + " public Thread newThread(Runnable run) { return new Thread(run); } }")
                .file("META-INF/services/" + service, "db.Threads")
                .write(dir.resolve("a-library.jar"));
        try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(dir.resolve("a-library.jar"))) {
            Files.delete(zip.getPath(Index.PATH));
        }
        String found = "java.util.ServiceLoader.load(java.util.concurrent.ThreadFactory.class,"
                + " %s.class.getClassLoader()).stream().count()";
        TestJar.version("1.0.0")
                .services(service)
                .measured("asks", "one.Asks", found.formatted("Asks"))
                .write(dir.resolve("b.jar"));
        TestJar.version("1.0.0")
                .measured("does-not", "two.Not", found.formatted("Not"))
                .write(dir.resolve("c.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(IsolationTests.pending(plugins, "asks")).isEqualTo(1);
            assertThat(IsolationTests.pending(plugins, "does-not")).isZero();
        }
    }

    @Test
    void usesTheFirstOfTwoJarsWithTheSameConnectorAndSaysSo() throws IOException {
        TestJar jar = TestJar.version("1.0.0").measured("orders", "shop.Orders", "1");
        Path second = jar.write(dir.resolve("b.jar"));
        Path first = jar.write(dir.resolve("a.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(TestJar.found(plugins, "orders", Direction.SOURCE).jar()).isEqualTo(first);
            assertThat(plugins.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.at().file()).isEqualTo(second.toString());
                assertThat(problem.message())
                        .isEqualTo("the source orders@1.0.0 is also in " + first + ", which is used");
                assertThat(problem.fix()).isEqualTo("remove one of the two jars");
            });
        }
    }

    @Test
    void keepsASourceAndASinkOfOneNameApart() throws IOException {
        TestJar.version("1.0.0")
                .measured("orders", "shop.Orders", "1")
                .connector("orders", ConnectorKind.SINK, "shop.Orders")
                .write(dir.resolve("a.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(plugins.problems()).isEmpty();
            assertThat(TestJar.found(plugins, "orders", Direction.SOURCE).kind())
                    .isEqualTo(ConnectorKind.POLLING_SOURCE);
            assertThat(TestJar.found(plugins, "orders", Direction.SINK).kind()).isEqualTo(ConnectorKind.SINK);
        }
    }
}
