package dev.penstock.host;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A digest of the classes in some packages, the same for a jar and for the directory of classes that the jar was made of.
 *
 * <p>Tests run before there is a jar, and the jar adds libraries to what was tested: the digest ties one to the other without
 * changing a byte of the jar.
 */
public final class CodeDigest {
    private static final String ENDING = ".class";

    private CodeDigest() {}

    /**
     * The packages that have classes in a directory of classes or a jar, in order.
     *
     * @throws IOException when it cannot be read
     */
    public static List<String> packages(Path place) throws IOException {
        return in(place, root -> classes(root).keySet().stream()
                .map(CodeDigest::packageOf)
                .distinct()
                .sorted()
                .toList());
    }

    /**
     * SHA-256, in hex, over the path and the SHA-256 of every class in these packages, in order of the paths.
     *
     * @param place a directory of classes, or a jar
     * @throws IOException when it cannot be read
     */
    public static String of(Path place, Collection<String> packages) throws IOException {
        return in(place, root -> {
            MessageDigest whole = sha256();
            for (Map.Entry<String, Path> each : classes(root).entrySet()) {
                if (packages.contains(packageOf(each.getKey()))) {
                    byte[] content = sha256().digest(Files.readAllBytes(each.getValue()));
                    String line = each.getKey() + " " + HexFormat.of().formatHex(content) + "\n";
                    whole.update(line.getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(whole.digest());
        });
    }

    /** What is read of the root of the classes. */
    private interface Reading<T> {
        T read(Path root) throws IOException;
    }

    private static <T> T in(Path place, Reading<T> reading) throws IOException {
        if (Files.isDirectory(place)) {
            return reading.read(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
            return reading.read(jar.getPath("/"));
        }
    }

    /** By path, with slashes: {@code org/acme/Orders.class}. */
    private static Map<String, Path> classes(Path root) throws IOException {
        Map<String, Path> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> !file.startsWith(root.resolve("META-INF"))) // other versions of libraries' classes
                    .forEach(
                            file -> classes.put(root.relativize(file).toString().replace('\\', '/'), file));
        }
        return classes;
    }

    private static String packageOf(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(0, end).replace('/', '.');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
