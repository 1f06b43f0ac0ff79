package dev.penstock.cli.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarContentsTests {
    @TempDir
    Path dir;

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path jar = dir.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return jar;
    }

    @Test
    void theSameClassInSeveralJarsIsFine() throws Exception {
        Path one = jar("one.jar", Map.of("a/A.class", "a", "b/B.class", "b", "META-INF/MANIFEST.MF", "one"));
        Path two = jar("two.jar", Map.of("a/A.class", "a", "c/C.class", "c", "META-INF/MANIFEST.MF", "two"));
        assertThat(JarContents.agree(List.of(one, two))).isTrue();
    }

    @Test
    void anotherVersionOfAClassIsNot() throws Exception {
        Path one = jar("one.jar", Map.of("a/A.class", "a"));
        Path two = jar("two.jar", Map.of("a/A.class", "another"));
        assertThat(JarContents.agree(List.of(one, two))).isFalse();
    }

    @Test
    void norIsAnotherVersionOfAResource() throws Exception {
        Path one = jar("one.jar", Map.of("a/table.json", "1"));
        Path two = jar("two.jar", Map.of("a/table.json", "2"));
        assertThat(JarContents.agree(List.of(one, two))).isFalse();
    }
}
