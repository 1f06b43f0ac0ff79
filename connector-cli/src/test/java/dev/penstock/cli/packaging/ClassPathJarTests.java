package dev.penstock.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathJarTests {
    @TempDir
    Path dir;

    @Test
    void leadsToJarsOfAnyName() throws Exception {
        List<String> names = List.of("plain.jar", "with space.jar", "100%.jar", "größer.jar", "a+b#c.jar");
        FileTree files = new FileTree();
        for (String name : names) {
            files.addZip("connectors/" + name, new FileTree().add(name + ".txt", "here"));
        }
        files.addZip(
                        "lib/connectors.jar",
                        ClassPathJar.of(names.stream()
                                .map(name -> "../connectors/" + name)
                                .toList()))
                .writeTo(dir);
        URL[] only = {dir.resolve("lib/connectors.jar").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(only, null)) {
            for (String name : names) {
                assertThat(loader.findResource(name + ".txt")).as(name).isNotNull();
            }
        }
    }
}
