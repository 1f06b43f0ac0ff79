package dev.penstock.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A connector project on disk.
 *
 * @param directory its root, with {@code pom.xml}
 * @param pipeline the pipeline file that is run
 */
public record Project(Path directory, Path pipeline) {
    private static final String INDEX = "META-INF/penstock/connectors.json";

    /**
     * A file when it was looked at.
     *
     * @param modified when it was written
     * @param size in bytes
     */
    public record Stamp(FileTime modified, long size) {}

    /**
     * What the files of a project looked like at one time; equal when none has changed.
     *
     * @param sources those that a build reads
     * @param pipeline the pipeline file
     */
    public record Look(Map<Path, Stamp> sources, Map<Path, Stamp> pipeline) {
        /** Whether a build would make the same jar. */
        public boolean sameSources(Look other) {
            return sources.equals(other.sources);
        }

        /** One of the files that differ, to tell people. */
        public Optional<Path> difference(Look other) {
            return difference(sources, other.sources).or(() -> difference(pipeline, other.pipeline));
        }

        private static Optional<Path> difference(Map<Path, Stamp> some, Map<Path, Stamp> others) {
            return Stream.concat(some.keySet().stream(), others.keySet().stream())
                    .filter(file -> !Objects.equals(some.get(file), others.get(file)))
                    .findFirst();
        }
    }

    /** Where Maven builds. */
    public Path target() {
        return directory.resolve("target");
    }

    /** Where {@code penstock dev} keeps its own: what {@code mvn clean} removes, too. */
    public Path workplace() {
        return target().resolve("penstock-dev");
    }

    /**
     * Looks at the files: the tests and what is built are not among them.
     *
     * @throws IOException when they cannot be read, or one went away at that moment
     */
    public Look look() throws IOException {
        Map<Path, Stamp> sources = new TreeMap<>();
        stamp(directory.resolve("pom.xml"), sources);
        Path main = directory.resolve("src/main");
        if (Files.isDirectory(main)) {
            try (Stream<Path> files = Files.walk(main)) {
                for (Path file : files.toList()) {
                    stamp(file, sources);
                }
            } catch (UncheckedIOException changing) {
                throw new IOException("the files of the project are changing", changing);
            }
        }
        Map<Path, Stamp> pipelines = new TreeMap<>();
        stamp(pipeline, pipelines);
        return new Look(sources, pipelines);
    }

    private static void stamp(Path file, Map<Path, Stamp> stamps) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
            }
        } catch (NoSuchFileException gone) {
            // an editor that renames a new file over the old: the next look finds it
        }
    }

    /** The newest connector jar that a build has made, if there is one. */
    public Optional<Path> jar() throws IOException {
        if (!Files.isDirectory(target())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target())) {
            return files.filter(file ->
                            file.getFileName().toString().matches("(?!original-).*(?<!-sources|-tests|-javadoc)\\.jar"))
                    .filter(Project::isConnector)
                    .max(Comparator.comparing(Project::modified));
        }
    }

    private static boolean isConnector(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getEntry(INDEX) != null;
        } catch (IOException noJar) {
            return false;
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
