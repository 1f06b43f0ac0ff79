package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The project's own command with a pipeline file, as a user calls it. */
final class Penstock {
    private final Path directory;

    Penstock(Path directory) {
        this.directory = directory;
    }

    /** Runs a pipeline; the system property {@code penstock.options} adds options for its Java, say for a profile. */
    Child run(String name, String pipeline) throws IOException {
        Path file = Files.writeString(directory.resolve("pipeline-" + name + ".yaml"), pipeline);
        return Child.penstock(
                directory,
                System.getProperty("penstock.options", ""),
                "run",
                file.toString(),
                "--data-dir",
                directory.resolve("data-" + name).toString(),
                "--http",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0");
    }

    /** Settings as a mapping in one line of YAML. */
    static String inline(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
