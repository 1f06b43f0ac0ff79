package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes packages with the command, and unpacks them as platforms do. */
final class Packaged {
    private Packaged() {}

    /** A pipeline from a trigger, or another source, into that HTTP target. */
    static String pipeline(String source, String target) {
        return """
                source: %s
                sink: { connector: http, config: { url: "%s" } }
                delivery: { retry: { max-attempts: 2, initial-delay: 10ms, max-delay: 20ms } }
                """
                .formatted(source, target);
    }

    /** The directory that {@code penstock package} writes. */
    static Path make(Path directory, String target, String pipeline) throws Exception {
        Path file = Files.writeString(directory.resolve("orders.yaml"), pipeline);
        Path output = directory.resolve("out-" + target);
        try (PenstockProcess packaging = PenstockProcess.start(
                directory, "package", file.toString(), "--target", target, "--output", output.toString())) {
            assertThat(packaging.exitCode()).as(packaging::errors).isZero();
        }
        return output;
    }

    /** Unpacks a zip with the permissions that are in it. */
    static Path unzip(Path zip, Path directory) throws IOException {
        Files.createDirectories(directory);
        URI uri = URI.create("jar:" + zip.toUri());
        try (FileSystem files = FileSystems.newFileSystem(uri, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> walk = Files.walk(files.getPath("/"))) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(path.toString().substring(1));
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(path, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(path));
            }
        }
        return directory;
    }

    /** All files below a directory. */
    static SortedMap<String, byte[]> files(Path directory) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
