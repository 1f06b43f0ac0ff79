package dev.penstock.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDigestTests {
    private static final Map<String, String> TESTED = Map.of(
            "org/acme/Orders.class", "orders", "org/acme/paging/Page.class", "page", "org/acme/notes.txt", "text");

    @TempDir
    Path dir;

    private Path directory(Map<String, String> files) throws IOException {
        Path root = Files.createTempDirectory(dir, "classes");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return root;
    }

    private Path jar(Map<String, String> more) throws IOException {
        Map<String, String> files = new TreeMap<>(TESTED);
        files.putAll(more);
        Path jar = Files.createTempFile(dir, "a connector", ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    @Test
    void isTheSameForTheClassesAndForTheJarThatAddsLibraries() throws IOException {
        Path classes = directory(TESTED);
        List<String> packages = CodeDigest.packages(classes);
        assertThat(packages).containsExactly("org.acme", "org.acme.paging");
        Path jar = jar(Map.of(
                "okhttp3/Call.class",
                "library",
                "META-INF/versions/11/org/acme/Orders.class",
                "x",
                "org/acme/a.txt",
                "x"));
        assertThat(CodeDigest.of(jar, packages))
                .isEqualTo(CodeDigest.of(classes, packages))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void isAnotherWhenAClassIsChangedOrAdded() throws IOException {
        List<String> packages = List.of("org.acme", "org.acme.paging");
        String tested = CodeDigest.of(directory(TESTED), packages);
        assertThat(CodeDigest.of(jar(Map.of("org/acme/Orders.class", "changed")), packages))
                .isNotEqualTo(tested);
        assertThat(CodeDigest.of(jar(Map.of("org/acme/Added.class", "added")), packages))
                .isNotEqualTo(tested);
    }
}
