package dev.penstock.repository;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled main classes of every module that ships, those of the connectors included, which are not on the class path. */
final class PenstockClasses {
    private PenstockClasses() {}

    /** What protoc writes for the scaler follows rules of its own. */
    static JavaClasses all() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/dev/penstock/scaler/grpc/"))
                .importPaths(folders());
    }

    static List<Path> folders() {
        try (Stream<Path> folders = Files.walk(Checkout.root(), 4)) {
            return folders.filter(folder -> folder.endsWith(Path.of("target", "classes")))
                    .filter(Files::isDirectory)
                    .filter(folder -> !folder.startsWith(Checkout.root().resolve("benchmarks")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
