package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code penstock run} of one pipeline, its files in a folder of its own. */
final class Running implements AutoCloseable {
    private final PenstockProcess process;

    private Running(PenstockProcess process) {
        this.process = process;
    }

    /** Starts a pipeline with a webhook and waits until it listens. */
    static Running start(Path directory, String source, String sink) throws IOException {
        Running running = new Running(run(directory, source, sink));
        running.process.ready();
        return running;
    }

    /** Runs a pipeline to the end of its source, which has to end well. */
    static void drain(Path directory, String source, String sink) throws IOException, InterruptedException {
        try (PenstockProcess process = run(directory, source, sink, "--drain")) {
            assertThat(process.exitCode()).as(process::errors).isZero();
            assertThat(process.output()).contains("penstock ready");
        }
    }

    private static PenstockProcess run(Path directory, String source, String sink, String... more) throws IOException {
        Path pipeline = Files.writeString(
                directory.resolve("pipeline.yaml"),
                "source:\n" + source.indent(2) + "sink:\n" + sink.indent(2)
                        + "delivery:\n  retry: { max-attempts: 3, initial-delay: 100ms }\n");
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                pipeline.toString(),
                "--data-dir",
                directory.resolve("data").toString(),
                "--http",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0"));
        arguments.addAll(List.of(more));
        return PenstockProcess.start(directory, arguments.toArray(String[]::new));
    }

    URI hook() {
        return process.hook();
    }

    long residentBytes() throws IOException {
        return process.residentBytes();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Stops it; it has to end well. */
    void stop() throws InterruptedException {
        assertThat(process.terminate()).as(process::errors).isZero();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
