package dev.penstock.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Source;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NonNull;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class SharedPackagesTests {
    @Test
    void areExactlyThoseOfTheSharedLibraries() throws Exception {
        Set<String> packages = new TreeSet<>();
        for (Class<?> type :
                Set.of(Source.class, CloudEvent.class, CloudEventBuilder.class, Logger.class, NonNull.class)) {
            Path library = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(library)) {
                addPackages(library, packages);
            } else {
                try (FileSystem zip = FileSystems.newFileSystem(library)) {
                    addPackages(zip.getPath("/"), packages);
                }
            }
        }
        assertThat(SharedPackages.names()).containsExactlyInAnyOrderElementsOf(packages);
    }

    private static void addPackages(Path root, Set<String> packages) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF"))
                    .forEach(name -> packages.add(
                            name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
        }
    }
}
