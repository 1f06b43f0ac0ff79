package dev.penstock.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.host.ProcessReferences;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.backlog.ObservedBacklogs;
import dev.penstock.runtime.backlog.RunningBacklogs;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.scaler.grpc.ScaledObjectRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that grows and a pipeline that comes and goes, seen by KEDA. */
final class ObservedPipelineTests {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final ScaledObjectRef LINES = KedaClient.object(Map.of("pipeline", "lines", "target", "10"));

    @TempDir
    Path dir;

    private Plugins plugins() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("connectors"));
        for (String name : List.of("file", "jdbc")) {
            String jar = "connector-" + name + "-" + System.getProperty("penstock.version") + ".jar";
            Files.copy(Path.of("../../connectors", name, "target", jar), folder.resolve(jar));
        }
        return Plugins.load(List.of(folder));
    }

    private CompiledPipeline pipeline(Plugins plugins) throws Exception {
        Path file = Files.writeString(
                dir.resolve("lines.yaml"),
                """
                source: { connector: file, config: { path: "%1$s/in.txt", interval: 100ms } }
                sink: { connector: file, config: { path: "%1$s/out.txt" } }
                state: { connector: jdbc, config: { url: "jdbc:h2:file:%1$s/state" } }
                """
                        .formatted(dir));
        Compilation compilation = new PipelineCompiler(plugins, new ProcessReferences(Map.of()), SystemTime.clock())
                .compile(List.of(file));
        assertThat(compilation.failed()).as("%s", compilation.problems()).isFalse();
        return compilation.pipelines().get(0);
    }

    private void append(int lines) throws Exception {
        Files.writeString(
                dir.resolve("in.txt"), "line\n".repeat(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void reads(KedaClient keda, long waiting) {
        await().atMost(LONG).until(() -> keda.metric(LINES).getMetricValue() == waiting);
        assertThat(keda.calls.isActive(LINES).getResult()).isEqualTo(waiting > 0);
    }

    /** Runs the pipeline, as a pod does, until nothing waits any more; and that a runtime tells by itself. */
    private void work(CompiledPipeline pipeline, int delivered) throws Exception {
        try (PenstockRuntime runtime = PenstockRuntime.builder(dir.resolve("data"))
                        .pipelines(List.of(pipeline))
                        .start();
                ScalerServer own = ScalerServer.open(
                        new ListenAddress("127.0.0.1", 0), new RunningBacklogs(runtime, List.of(pipeline)), LONG);
                KedaClient keda = new KedaClient(own.port())) {
            await().atMost(LONG).until(() -> runtime.snapshot().get(0).metrics().delivered() == delivered);
            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> keda.metric(LINES).getMetricValue() == 0);
            assertThat(runtime.drain(LONG)).isTrue();
        }
    }

    @Test
    @Tag("I2")
    void wakesWithWorkAndSleepsWithoutAndTakesNothing() throws Exception {
        try (Plugins plugins = plugins()) {
            CompiledPipeline pipeline = pipeline(plugins);
            try (ObservedBacklogs backlogs =
                            new ObservedBacklogs(List.of(pipeline), SystemTime.clock(), ObservedBacklogs.LONGEST);
                    ScalerServer server = ScalerServer.open(new ListenAddress("127.0.0.1", 0), backlogs, LONG);
                    KedaClient keda = new KedaClient(server.port())) {
                reads(keda, 0); // there is no file yet
                var stream = keda.listen(LINES);
                append(3);
                reads(keda, 3);
                append(2);
                reads(keda, 5);
                work(pipeline, 5); // all of them: what was looked at was not taken
                reads(keda, 0);
                await().atMost(LONG).until(() -> stream.told.equals(List.of(false, true, false)));
                append(1);
                reads(keda, 1);
                work(pipeline, 1);
                assertThat(Files.readAllLines(dir.resolve("out.txt"))).hasSize(6);
            }
        }
    }
}
