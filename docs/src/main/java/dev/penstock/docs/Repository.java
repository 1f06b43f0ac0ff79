package dev.penstock.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the repository, by their paths from its root. */
final class Repository {
    private static final long LARGEST = 512 * 1024;

    private final Path root;

    Repository(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** What a link in a file leads to: a file of the repository, or nothing when it is not there or not in the repository. */
    Optional<Path> target(Path from, String link) {
        Path parent = from.getParent();
        Path target = root.resolve(parent == null ? Path.of("") : parent)
                .resolve(link)
                .normalize();
        if (!target.startsWith(root) || !Files.exists(target)) {
            return Optional.empty();
        }
        Path readme = target.resolve("README.md");
        return Optional.of(root.relativize(Files.exists(readme) ? readme : target));
    }

    boolean isFolder(Path file) {
        return Files.isDirectory(root.resolve(file));
    }

    String read(Path file) {
        try {
            if (Files.size(root.resolve(file)) > LARGEST) {
                return "Too large to be shown here.\n";
            }
            return Files.readString(root.resolve(file));
        } catch (CharacterCodingException e) {
            return "Not a text.\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a folder, hidden ones and what a build leaves out. */
    List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> root.relativize(file).getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(name -> !name.startsWith(".") && !name.equals("target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every Markdown page below a folder. */
    List<Path> pages(String folder) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(root::relativize)
                    .filter(file -> !file.toString().contains("target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
