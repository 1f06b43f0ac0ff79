package dev.penstock.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of this repository, for tests that judge them. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout"), "penstock.checkout"))
                .toAbsolutePath()
                .normalize();
    }

    static String read(String path) {
        return read(root().resolve(path));
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java files under {@code src/main} or {@code src/test} of all modules. */
    static List<Path> sources(String kind) {
        String under = "/src/" + kind + "/";
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains(under))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
