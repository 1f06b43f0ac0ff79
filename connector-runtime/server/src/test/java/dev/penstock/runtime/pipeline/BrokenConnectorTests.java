package dev.penstock.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Problem;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.ProcessReferences;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.runtime.plugin.TestJar;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("I9")
class BrokenConnectorTests {
    private static final String GOOD =
            "source: {connector: numbers, config: {count: 3}}\nsink: {connector: store, config: {path: out}}\n";

    private final Path dir;

    BrokenConnectorTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void harmsOnlyItsOwnPipelineWhenItsConfigCannotBeInitialized() throws IOException {
        Problem problem = problem(broken("public record Config() { static final int ONE = 1 / 0; }", ""));
        assertThat(problem.message())
                .startsWith("the config of the connector broken@1.0.0 cannot be bound: ")
                .contains("ExceptionInInitializerError");
        assertThat(problem.fix()).isEqualTo("this is a mistake in the connector; report it to its author");
    }

    @Test
    void harmsOnlyItsOwnPipelineWhenItsClassCannotBeLoaded() throws IOException {
        Path jar = broken("public record Config() {}", "extends lib.Base");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.delete(zip.getPath("lib/Base.class"));
        }
        assertThat(problem(jar).message())
                .contains("broken@1.0.0", "lib/Base", "build broken.jar again, with its dependencies inside");
    }

    private Path broken(String config, String base) throws IOException {
        return TestJar.version("1.0.0")
                .connector("broken", ConnectorKind.POLLING_SOURCE, "test.Broken")
                .source("lib.Base", "package lib; public class Base {}")
                .source(
                        "test.Broken",
                        """
                        package test;
                        import dev.penstock.api.*;
                        public final class Broken %s implements PollingSource {
                            %s
                            public Broken(Config config, SourceContext context) {}
                            public Polled poll(PollRequest request) { return Polled.nothing(java.time.Duration.ZERO); }
                            public void close() {}
                        }"""
                                .formatted(base, config))
                .write(dir.resolve("broken.jar"));
    }

    /** What is wrong with the pipeline of the broken connector, while the one beside it is fine. */
    private Problem problem(Path jar) throws IOException {
        Path pipelines = Files.createDirectory(dir.resolve("pipelines"));
        Files.writeString(
                pipelines.resolve("a.yaml"),
                "source: {connector: broken}\n" + GOOD.lines().toList().get(1));
        Files.writeString(pipelines.resolve("b.yaml"), GOOD);
        Path others = Files.createDirectory(dir.resolve("others"));
        TestConnectors.install(others).close();
        try (Plugins plugins = Plugins.load(List.of(jar, others))) {
            Compilation compilation = new PipelineCompiler(
                            plugins, new ProcessReferences(Map.of()), () -> Instant.EPOCH)
                    .compile(List.of(pipelines));
            assertThat(compilation.pipelines())
                    .extracting(CompiledPipeline::name)
                    .containsExactly("b");
            assertThat(compilation.problems()).hasSize(1);
            Problem problem = compilation.problems().get(0);
            assertThat(problem.path()).isEqualTo("source.connector");
            assertThat(problem.at()).hasToString(pipelines.resolve("a.yaml") + ":1:21");
            return problem;
        }
    }
}
