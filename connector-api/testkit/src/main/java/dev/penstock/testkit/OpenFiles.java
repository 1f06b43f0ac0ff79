package dev.penstock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files and sockets that this process has open, where the system tells. */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    static boolean known() {
        return Files.isDirectory(DESCRIPTORS);
    }

    static Set<String> now() {
        Set<String> open = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            descriptors.forEach(descriptor -> {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (counts(target)) {
                        open.add(target);
                    }
                } catch (IOException closedMeanwhile) {
                    // it was the one that lists them, or another thread's
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the open files of this process", e);
        }
        return open;
    }

    /** Not what the JDK and class loaders keep: jars, libraries, devices, pollers. */
    private static boolean counts(String target) {
        return !target.endsWith(".jar")
                && !target.contains(".so")
                && !target.startsWith("/proc/")
                && !target.startsWith("/dev/")
                && !target.startsWith("/sys/")
                && !target.startsWith("anon_inode:")
                && !target.startsWith("pipe:")
                && !target.endsWith("/modules");
    }
}
