package dev.penstock.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Deadline;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.SecretProvider;
import dev.penstock.runtime.plugin.TestJar;
import dev.penstock.toolkit.event.EventBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that runs pipelines: a source on its class path, a sink in a plugin directory. */
class ConnectorRuntimeTests {
    private static final String SINK =
            """
            package test;
            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            import java.nio.file.*;
            public final class Ids implements EventSink {
                public record Config(@Option("Where to") Path path) {}
                private final Config config;
                public Ids(Config config, SinkContext context) { this.config = config; }
                public void write(io.cloudevents.CloudEvent event, Deadline deadline) throws Exception {
                    Files.writeString(config.path(), event.getId() + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
                public void close() {}
            }""";

    private final Path dir;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    ConnectorRuntimeTests(@TempDir Path dir) {
        this.dir = dir;
    }

    /** Numbers from 1 to the last, on the class path. */
    public static final class Numbers implements PollingSource {
        /** How many. */
        public record Config(@Option("The last") int last) {}

        private final Config config;

        public Numbers(Config config, SourceContext context) {
            this.config = config;
        }

        @Override
        public Polled poll(PollRequest request) {
            Offset offset = request.offset();
            long number = offset == null ? 1 : offset.number("at") + 1;
            if (number > config.last()) {
                return request.draining() ? Polled.end(List.of(), List.of()) : Polled.nothing(Duration.ofMillis(50));
            }
            return Polled.more(
                    List.of(EventBuilder.of(URI.create("/numbers"), "number")
                            .id("" + number)
                            .build()),
                    List.of(Offset.of("at", number)));
        }

        @Override
        public void close() {}
    }

    /** Knows one secret; used out of a jar of its own. */
    public static final class Vault implements SecretProvider {
        /** Called by the service loader. */
        public Vault() {}

        @Override
        public Set<String> kinds() {
            return Set.of("vault");
        }

        @Override
        public Optional<String> malformed(String kind, String name) {
            return Optional.empty();
        }

        @Override
        public String fetch(String kind, String name, Deadline deadline) {
            return "4";
        }
    }

    @BeforeEach
    void putOnTheClassPath() throws IOException {
        Path index = dir.resolve("classes/META-INF/penstock/connectors.json");
        Files.createDirectories(index.getParent());
        String name = Numbers.class.getName();
        Files.writeString(
                index,
                """
                {"format":1,"api":"1.0","version":"7.0","connectors":[{"name":"numbers","kind":"polling-source","class":"%s",
                 "config":"%s$Config","summary":"Counts","abilities":[],"services":[],"options":[],"schema":{}}]}"""
                        .formatted(name, name));
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(
                        new URL[] {dir.resolve("classes").toUri().toURL()}, before));
        Files.createDirectory(dir.resolve("plugins"));
        TestJar.version("1.0")
                .connector("ids", ConnectorKind.SINK, "test.Ids")
                .source("test.Ids", SINK)
                .write(dir.resolve("plugins/ids.jar"));
    }

    @AfterEach
    void takeItOff() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private ConnectorRuntime.Builder builder() {
        return ConnectorRuntime.builder()
                .dataDirectory(dir.resolve("data"))
                .plugins(dir.resolve("plugins"))
                .environment(Map.of("OUT", dir.resolve("ids.txt").toString()))
                .http("127.0.0.1:0");
    }

    @Test
    void aProgramRunsPipelinesOfTextsAndFiles() throws Exception {
        Path file = Files.writeString(
                dir.resolve("second.yaml"),
                "source: { connector: numbers, config: { last: 2 } }\nsink: { connector: ids, config: { path: \""
                        + dir.resolve("second.txt") + "\" } }\n");
        try (ConnectorRuntime runtime = builder()
                .pipeline(
                        "first",
                        """
                        source: { connector: numbers@7.0, config: { last: 3 } }
                        sink: { connector: ids, config: { path: "${env:OUT}" } }
                        """)
                .pipelines(file)
                .toTheEnd()
                .start()) {
            runtime.completed().get(30, TimeUnit.SECONDS);
            assertThat(runtime.snapshot()).hasSize(2);
            assertThat(runtime.httpPort()).isEmpty();
        }
        assertThat(Files.readAllLines(dir.resolve("ids.txt"))).containsExactly("1", "2", "3");
        assertThat(Files.readAllLines(dir.resolve("second.txt"))).containsExactly("1", "2");
    }

    /** The same keys as values and as a file, with a secret that a provider knows: the same pipeline, and the same events. */
    @Test
    void valuesAreWhatAFileIs() throws Exception {
        Path jar = Files.createDirectories(dir.resolve("secrets/vault")).resolve("vault.jar");
        String code = Vault.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                InputStream in = Objects.requireNonNull(Vault.class.getResourceAsStream("/" + code))) {
            zip.putNextEntry(new ZipEntry("META-INF/services/" + SecretProvider.class.getName()));
            zip.write(Vault.class.getName().getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(code));
            in.transferTo(zip);
        }
        String yaml =
                """
                source: { connector: numbers, config: { last: "${vault:last}" } }
                sink: { connector: ids, config: { path: "%s" } }
                delivery: { ordering: strict, batch: { max-wait: 20ms } }
                """;
        Map<String, Object> values = Map.of(
                "source", Map.of("connector", "numbers", "config", Map.of("last", "${vault:last}")),
                "sink", Map.of("connector", "ids", "config", Map.of("path", dir.resolve("values.txt"))),
                "delivery", Map.of("ordering", "strict", "batch", Map.of("max-wait", Duration.ofMillis(20))));
        try (ConnectorRuntime runtime = builder()
                .secrets(dir.resolve("secrets"))
                .pipeline("values", values)
                .pipeline("file", yaml.formatted(dir.resolve("file.txt")))
                .toTheEnd()
                .start()) {
            runtime.completed().get(60, TimeUnit.SECONDS);
        }
        assertThat(Files.readAllLines(dir.resolve("values.txt")))
                .containsExactly("1", "2", "3", "4")
                .isEqualTo(Files.readAllLines(dir.resolve("file.txt")));
        assertThatThrownBy(() -> builder().pipeline("values", values).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vault");
    }

    @Test
    void everyMistakeIsNamedAndNothingIsLeftRunning() throws Exception {
        ConnectorRuntime.Builder wrong = builder()
                .pipeline(
                        "wrong",
                        "source: { connector: numbrs, config: {} }\nsink: { connector: ids, config: { pth: x } }\n");
        assertThatThrownBy(wrong::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong.yaml:1")
                .hasMessageContaining("did you mean 'numbers'?")
                .hasMessageContaining("pth");
        assertThat(dir.resolve("data")).doesNotExist();
        assertThatThrownBy(() -> builder().start()).hasMessageContaining("there is no pipeline to run");
    }
}
