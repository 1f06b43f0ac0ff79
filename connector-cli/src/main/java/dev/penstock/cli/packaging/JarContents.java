package dev.penstock.cli.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Compares what is in jars, by the checksums in their directories. */
final class JarContents {
    private JarContents() {}

    /**
     * Whether whatever is in several of them is the same in each, so that it does not matter from which one it is taken. What is
     * below {@code META-INF} belongs to its jar and is not compared.
     */
    static boolean agree(List<Path> jars) throws IOException {
        Map<String, Long> known = new HashMap<>();
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (entry.isDirectory()
                            || entry.getName().startsWith("META-INF/")
                            || entry.getName().equals("module-info.class")) {
                        continue;
                    }
                    Long other = known.putIfAbsent(entry.getName(), entry.getCrc());
                    if (other != null && other != entry.getCrc()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
