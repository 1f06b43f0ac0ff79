package dev.penstock.benchmarks.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** What each connector's jar weighs, and what in it weighs most. */
final class JarSizes {
    private JarSizes() {}

    static void print() throws IOException {
        System.out.println("connector jars");
        Path connectors =
                Path.of(System.getProperty("penstock.checkout", "."), "connector-cli/target/penstock/connectors");
        try (Stream<Path> jars = Files.list(connectors)) {
            for (Path jar : jars.sorted().toList()) {
                System.out.printf(
                        "  %-28s %,8d kB   %s%n",
                        jar.getFileName(), Files.size(jar) / 1000, String.join(", ", heaviest(jar)));
            }
        }
    }

    private static List<String> heaviest(Path jar) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .forEach(entry -> sizes.merge(folder(entry.getName()), entry.getCompressedSize(), Long::sum));
        }
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .filter(entry -> entry.getValue() >= 20_000)
                .limit(6)
                .map(entry -> entry.getKey() + " " + entry.getValue() / 1000)
                .toList();
    }

    private static String folder(String entry) {
        String[] parts = entry.split("/", -1);
        return Arrays.stream(parts)
                .limit(Math.max(1, Math.min(3, parts.length - 1)))
                .collect(Collectors.joining("."));
    }
}
