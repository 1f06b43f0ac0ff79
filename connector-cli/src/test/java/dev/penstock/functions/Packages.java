package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Packages made by the real command. */
final class Packages {
    private Packages() {}

    /** Packages a pipeline, which has to work. */
    static Path make(Path directory, String pipeline, String target, String output) throws Exception {
        Path file = Files.writeString(directory.resolve("pipeline.yaml"), pipeline);
        Path place = directory.resolve(output);
        try (PenstockProcess process =
                PenstockProcess.start(directory, "package", file.toString(), "--target", target, "--output", output)) {
            assertThat(process.exitCode()).as(process::errors).isZero();
        }
        return place;
    }

    /** Packages a pipeline, which has to be refused; what was said. */
    static String refused(Path directory, String pipeline, String... arguments) throws Exception {
        Path file = Files.writeString(directory.resolve("pipeline.yaml"), pipeline);
        String[] all = Stream.concat(Stream.of("package", file.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        try (PenstockProcess process = PenstockProcess.start(directory, all)) {
            assertThat(process.exitCode()).as(process::errors).isEqualTo(2);
            return process.errors();
        }
    }

    /** The digests of all files, by their path. */
    static SortedMap<String, String> digests(Path directory) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> digests.put(directory.relativize(file).toString(), digest(file)));
        }
        return digests;
    }

    static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pipeline from a GitHub webhook to that address; its secret is in the variable GITHUB_SECRET. */
    static String hookTo(String address) {
        return """
                name: Hook.To_Http
                source: { connector: webhook, config: { provider: github, path: /hook, secrets: ["${env:GITHUB_SECRET}"] } }
                sink: { connector: http, config: { url: "%s" } }
                scaling: { min: 1, max: 4, target: 20, idle: 30s }
                """
                .formatted(address);
    }

    /** A pipeline whose events come with invocations, to that address. */
    static String triggerTo(String address) {
        return """
                source: { connector: trigger }
                sink: { connector: http, config: { url: "%s" } }
                delivery: { retry: { max-attempts: 2, initial-delay: 10ms } }
                """
                .formatted(address);
    }

    /** A pipeline that polls a table, to that address. */
    static String pollingTo(String address) {
        return """
                name: Table.To_Http
                source: { connector: jdbc, config: { url: "jdbc:postgresql://${env:SHOP}", table: orders, interval: 2m } }
                sink: { connector: http, config: { url: "%s" } }
                state: { connector: jdbc, config: { url: "jdbc:postgresql://${env:STATE}" } }
                """
                .formatted(address);
    }

    static Map<String, String> secret() {
        return Map.of("GITHUB_SECRET", "a-secret-for-tests");
    }
}
