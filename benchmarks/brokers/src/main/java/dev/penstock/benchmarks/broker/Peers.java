package dev.penstock.benchmarks.broker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peers that the build laid out, each with its own class path. */
final class Peers {
    private Peers() {}

    static String classPath(String peer) {
        Path target = Path.of(System.getProperty("penstock.checkout", "."), "benchmarks/peers", peer, "target")
                .toAbsolutePath();
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IllegalStateException(
                    "the peer " + peer + " is not built: " + target + "; start with benchmarks/run brokers");
        }
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }
}
