package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Kafka Connect as a stand-alone worker, started as its own script does: heap, garbage collector, and the worker's settings as in
 * the sample file that comes with it.
 */
final class Connect {
    private static final List<String> OPTIONS = List.of(
            "-Xms256M",
            "-Xmx2G",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.awt.headless=true");

    private final Path directory;
    private final String bootstrap;

    Connect(Path directory, String bootstrap) {
        this.directory = directory;
        this.bootstrap = bootstrap;
    }

    /** Starts a worker with one connector. Settings of the worker overrule those of the sample. */
    Child start(String name, Map<String, String> worker, Map<String, String> connector) throws IOException {
        Path home = Files.createDirectories(directory.resolve("connect-" + name));
        Map<String, String> all = new TreeMap<>(Map.of(
                "bootstrap.servers", bootstrap,
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename", home.resolve("offsets").toString(),
                "offset.flush.interval.ms", "10000",
                "plugin.discovery", "service_load",
                "listeners", "http://127.0.0.1:" + Ports.free()));
        all.putAll(worker);
        Map<String, String> named = new TreeMap<>(connector);
        named.put("name", name);
        Path log = Files.writeString(
                home.resolve("logging.properties"), "handlers = java.util.logging.ConsoleHandler\n.level = WARNING\n");
        return Child.java(
                directory,
                java.util.stream.Stream.concat(
                                OPTIONS.stream(), java.util.stream.Stream.of("-Djava.util.logging.config.file=" + log))
                        .toList(),
                Peers.classPath("connect"),
                "org.apache.kafka.connect.cli.ConnectStandalone",
                write(home.resolve("worker.properties"), all),
                write(home.resolve("connector.properties"), named));
    }

    private static String write(Path file, Map<String, String> settings) throws IOException {
        String lines = settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n"));
        return Files.writeString(file, lines + "\n").toString();
    }
}
