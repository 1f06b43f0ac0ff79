package dev.penstock.benchmarks.function;

import dev.penstock.benchmarks.measure.Child;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Packages of functions, made by the command from a pipeline file, and taken apart again. */
final class Packages {
    private final Path directory;

    Packages(Path directory) {
        this.directory = directory;
    }

    /** A webhook that is delivered to that URL, packaged for a target; the folder that {@code penstock package} wrote. */
    Path webhook(String target, String url) throws Exception {
        Path file = Files.writeString(
                directory.resolve(target + ".yaml"),
                """
                source:
                  connector: webhook
                  config: { provider: cloudevents, path: /hooks/in, secrets: ["${env:HOOK_TOKEN}"] }
                sink: { connector: http, config: { url: "%s" } }
                """
                        .formatted(url));
        Path output = directory.resolve(target);
        try (Child child = Child.penstock(
                directory, "", "package", file.toString(), "--target", target, "--output", output.toString())) {
            child.end();
        }
        return output;
    }

    /** What the template sets for the JVM. */
    static String javaToolOptions(Path template) throws IOException {
        return only("JAVA_TOOL_OPTIONS\"?: *\"?([^\"\\n]+)", template);
    }

    /** What an image runs, without the program {@code java} and without its archive of classes, which is made here. */
    static List<String> entryPoint(Path dockerfile) throws IOException {
        return Stream.of(only("ENTRYPOINT \\[\"java\", ([^\\]]+)]", dockerfile).split(", "))
                .map(word -> word.substring(1, word.length() - 1))
                .filter(word -> !word.startsWith("-XX:SharedArchiveFile"))
                .toList();
    }

    private static String only(String pattern, Path file) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
        if (!found.find()) {
            throw new IOException(file + " lacks " + pattern);
        }
        return found.group(1);
    }

    /** Unpacks a zip as a platform does. */
    static Path unzip(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder) || entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.copy(in, path);
            }
        }
        return folder;
    }

    /** A package whose sink takes everything at once. */
    Path inMemory() throws IOException {
        Path home = directory.resolve("in-memory");
        Files.createDirectories(home.resolve("connectors"));
        Files.createDirectories(home.resolve("penstock"));
        jar(home.resolve("connectors/memory.jar"), MemorySink.class, MemorySink.Config.class);
        Files.writeString(
                home.resolve("penstock/function.json"),
                """
                {"format": "1", "name": "measured", "shape": "trigger", "delivery": {},
                 "sink": {"connector": "memory", "version": "1", "class": "%s", "config-class": "%s",
                          "jar": "connectors/memory.jar", "libraries": [], "config": {}}}
                """
                        .formatted(MemorySink.class.getName(), MemorySink.Config.class.getName()));
        return home;
    }

    /** Writes a jar of classes of this module. */
    static Path jar(Path jar, Class<?>... classes) throws IOException {
        Files.createDirectories(Objects.requireNonNull(jar.getParent()));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream bytes =
                        Objects.requireNonNull(type.getClassLoader()).getResourceAsStream(name)) {
                    Objects.requireNonNull(bytes).transferTo(out);
                }
            }
        }
        return jar;
    }

    /** The jars in a folder, in the order of their names. */
    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** What the files below a folder weigh together, in kB. */
    static long kilobytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes / 1000;
        }
    }
}
