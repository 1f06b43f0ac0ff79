package dev.penstock.cli.scaffold;

import dev.penstock.cli.packaging.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A directory that is filled with everything or left as it was. */
public final class FreshDirectory {
    private final Path place;

    private FreshDirectory(Path place) {
        this.place = place;
    }

    /**
     * A directory that is not there, or empty.
     *
     * @throws IllegalArgumentException with a message for the user when it is something else
     */
    public static FreshDirectory at(Path path) throws IOException {
        Path place = path.toAbsolutePath().normalize();
        if (Files.exists(place)) {
            if (!Files.isDirectory(place)) {
                throw new IllegalArgumentException(path + " is a file; name a directory that is not there");
            }
            try (Stream<Path> entries = Files.list(place)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "the directory " + path + " is not empty; name another, or empty it");
                }
            }
        }
        return new FreshDirectory(place);
    }

    /** Fills it; when that fails, it is as it was. */
    public void fill(FileTree files) throws IOException {
        Path parent = Objects.requireNonNullElse(place.getParent(), place);
        Files.createDirectories(parent);
        Path workplace = Files.createTempDirectory(parent, ".penstock-new");
        try {
            // within it, for a temporary directory may be read by nobody else
            Path fresh = Files.createDirectory(workplace.resolve("project"));
            files.writeTo(fresh);
            if (Files.exists(place)) {
                moveContent(fresh);
            } else {
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            remove(workplace);
        }
    }

    /** Into a directory that stays, for a shell may stand in it. */
    private void moveContent(Path fresh) throws IOException {
        List<Path> moved = new ArrayList<>();
        List<Path> entries;
        try (Stream<Path> found = Files.list(fresh)) {
            entries = found.toList();
        }
        try {
            for (Path entry : entries) {
                Path target = place.resolve(fresh.relativize(entry));
                Files.move(entry, target);
                moved.add(target);
            }
        } catch (IOException failure) {
            for (Path each : moved) {
                remove(each);
            }
            throw failure;
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
