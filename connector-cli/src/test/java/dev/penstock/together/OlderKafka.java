package dev.penstock.together;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Makes an older version of the Kafka connector: its classes as they are, with the client of an older Kafka inside. */
final class OlderKafka {
    private static final String INDEX = "META-INF/penstock/connectors.json";

    private OlderKafka() {}

    /** The version of the client inside. */
    static String clientVersion() {
        return Objects.requireNonNull(System.getProperty("penstock.older-kafka-version"));
    }

    /** Writes the jar of the connector in that version. */
    static void write(Path jar, String version) throws IOException {
        Path bundled = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")))
                .resolve("connectors/connector-kafka.jar");
        Path client = Path.of(Objects.requireNonNull(System.getProperty("penstock.older-kafka")));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                ZipFile newer = new ZipFile(bundled.toFile());
                ZipFile older = new ZipFile(client.toFile())) {
            copy(newer, name -> !isClient(name) && !name.equals(INDEX), out);
            copy(older, OlderKafka::isClient, out);
            out.putNextEntry(new ZipEntry(INDEX));
            out.write(index(newer, version));
        }
    }

    private static boolean isClient(String name) {
        return List.of("org/apache/kafka/", "kafka/", "META-INF/services/org.apache.kafka").stream()
                .anyMatch(name::startsWith);
    }

    private static void copy(ZipFile from, Predicate<String> wanted, ZipOutputStream to) throws IOException {
        for (ZipEntry entry : Collections.list(from.entries())) {
            if (!entry.isDirectory() && wanted.test(entry.getName())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream content = from.getInputStream(entry)) {
                    content.transferTo(to);
                }
            }
        }
    }

    private static byte[] index(ZipFile jar, String version) throws IOException {
        try (InputStream content = jar.getInputStream(jar.getEntry(INDEX))) {
            Map<String, Object> index = JSON.std.mapFrom(content);
            index.put("version", version);
            return JSON.std.asBytes(index);
        }
    }
}
