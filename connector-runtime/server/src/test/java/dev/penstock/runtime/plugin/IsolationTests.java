package dev.penstock.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Measured;
import dev.penstock.api.Source;
import dev.penstock.api.SourceContext;
import dev.penstock.host.ConnectorKind.Direction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTests {
    private final Path dir;

    IsolationTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void runsConnectorsThatBundleDifferentVersionsOfOneLibrary() throws Exception {
        for (int version = 1; version <= 2; version++) {
            TestJar.version("1.0.0")
                    .source(
                            "lib.Answer",
                            "package lib; public class Answer { public static int get() { return " + version + "; } }")
                    .measured("uses-" + version, "shop.Uses", "lib.Answer.get()")
                    .write(dir.resolve(version + ".jar"));
        }
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(pending(plugins, "uses-1")).isEqualTo(1);
            assertThat(pending(plugins, "uses-2")).isEqualTo(2);
        }
    }

    @Test
    void runsSeveralVersionsOfOneConnectorSideBySide() throws Exception {
        for (int version = 1; version <= 3; version++) {
            TestJar.version(version + ".0.0")
                    .measured("orders", "shop.Orders", String.valueOf(version))
                    .write(dir.resolve("orders-" + version + ".jar"));
        }
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(pending(plugins, "orders@1.0.0")).isEqualTo(1);
            assertThat(pending(plugins, "orders@3.0.0")).isEqualTo(3);
            assertThat(pending(plugins, "orders@2.0.0")).isEqualTo(2);
        }
    }

    @Test
    void sharesPackagesByTheirExactNameOnly() throws Exception {
        TestJar.version("1.0.0")
                .source(
                        "dev.penstock.api.evil.Own",
                        "package dev.penstock.api.evil; public class Own { public static int N = 20; }")
                .source("org.slf4j.impl.Own", "package org.slf4j.impl; public class Own { public static int N = 3; }")
                .measured("own", "shop.Own", "dev.penstock.api.evil.Own.N + org.slf4j.impl.Own.N")
                .write(dir.resolve("own.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(pending(plugins, "own")).isEqualTo(23);
        }
    }

    @Test
    void takesASharedClassFromPenstockEvenIfTheJarBringsItsOwn() throws Exception {
        TestJar.version("1.0.0")
                .source(
                        "org.jspecify.annotations.Nullable",
                        "package org.jspecify.annotations; public @interface Nullable {}")
                .measured("own", "shop.Own", "1")
                .write(dir.resolve("own.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            ClassLoader loader = loader(plugins, "own");
            assertThat(loader.loadClass("org.jspecify.annotations.Nullable"))
                    .isSameAs(org.jspecify.annotations.Nullable.class);
            assertThat(loader.loadClass("dev.penstock.api.Source")).isSameAs(Source.class);
            assertThat(loader.loadClass("io.cloudevents.core.v1.CloudEventBuilder")
                            .getClassLoader())
                    .isSameAs(getClass().getClassLoader());
        }
    }

    @Test
    void hidesTheRestOfPenstockAndItsLibraries() throws Exception {
        TestJar.version("1.0.0").measured("own", "shop.Own", "1").write(dir.resolve("own.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            ClassLoader loader = loader(plugins, "own");
            for (String hidden : List.of(
                    "dev.penstock.engine.PipelineEngine",
                    "dev.penstock.runtime.plugin.Plugins",
                    "org.snakeyaml.engine.v2.api.Load",
                    "org.sqlite.JDBC",
                    "org.junit.jupiter.api.Test")) {
                assertThatThrownBy(() -> loader.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
            }
            assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
        }
    }

    @Test
    void showsTheJarsResourcesAndNoneOfPenstocks() throws Exception {
        String driver = "META-INF/services/java.sql.Driver"; // Penstock's class path has one, of SQLite
        assertThat(getClass().getClassLoader().getResource(driver)).isNotNull();
        TestJar.version("1.0.0").measured("none", "shop.None", "1").write(dir.resolve("none.jar"));
        TestJar.version("1.0.0")
                .file(driver, "shop.Driver")
                .measured("own", "shop.Own", "1")
                .write(dir.resolve("own.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(loader(plugins, "none").getResource(driver)).isNull();
            assertThat(loader(plugins, "own").getResource(driver)).asString().endsWith("/own.jar!/" + driver);
            assertThat(java.util.Collections.list(loader(plugins, "own").getResources(driver)))
                    .hasSize(1);
        }
    }

    @Test
    void releasesTheJarWhenClosed() throws Exception {
        TestJar.version("1.0.0")
                .source("lib.Late", "package lib; public class Late { public static int N = 1; }")
                .measured("own", "shop.Own", "lib.Late.N")
                .write(dir.resolve("own.jar"));
        Plugins plugins = Plugins.load(List.of(dir));
        Installed own = TestJar.found(plugins, "own", Direction.SOURCE);
        Source built = build(own);
        plugins.close();
        assertThatThrownBy(() -> ((Measured) built).pending()).isInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(() -> build(own))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the plugin directory is closed");
    }

    private static ClassLoader loader(Plugins plugins, String name) {
        return TestJar.found(plugins, name, Direction.SOURCE).code().type().getClassLoader();
    }

    static long pending(Plugins plugins, String reference) throws Exception {
        try (Source source = build(TestJar.found(plugins, reference, Direction.SOURCE))) {
            return ((Measured) source).pending().orElseThrow();
        }
    }

    static Source build(Installed connector) throws Exception {
        Record config = connector.code().configType().getConstructor().newInstance();
        return connector.code().source(config, new SourceContext("test", connector.reference(), () -> Instant.EPOCH));
    }
}
