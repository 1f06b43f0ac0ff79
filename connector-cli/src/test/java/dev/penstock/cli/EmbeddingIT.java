package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that runs a pipeline inside a program of its own. */
final class EmbeddingIT {
    @TempDir
    Path dir;

    @Test
    void theExampleCompilesAndRuns() throws Exception {
        String home = Objects.requireNonNull(System.getProperty("penstock.home"));
        Path example = Path.of(
                Objects.requireNonNull(System.getProperty("penstock.checkout")), "examples/embedding/RunPipeline.java");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home + "/lib/*",
                        example.toString(),
                        home + "/connectors",
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(dir.resolve("log")))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(dir.resolve("greetings.ndjson"))).hasSize(3);
    }
}
