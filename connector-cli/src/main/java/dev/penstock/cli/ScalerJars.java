package dev.penstock.cli;

import dev.penstock.runtime.backlog.Backlogs;
import dev.penstock.runtime.backlog.ScalerProvider;
import dev.penstock.runtime.gateway.ListenAddress;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The scaler's jars, off the class path and loaded when a scaler is asked for: nobody else waits for them. */
public final class ScalerJars {
    /** The folder of a home that holds them. */
    public static final String FOLDER = "scaler";

    private ScalerJars() {}

    /** Listens there. The jars stay open for the life of the process. */
    static ScalerProvider.Scaler open(ListenAddress address, Backlogs backlogs) {
        Path folder = Path.of(System.getProperty("penstock.home", ""), FOLDER);
        List<URL> urls = new ArrayList<>();
        try {
            for (Path jar : in(folder)) {
                urls.add(jar.toUri().toURL());
            }
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the scaler's jars are not there: " + folder + "; install Penstock as a whole", e);
        }
        URLClassLoader loader =
                new URLClassLoader("scaler", urls.toArray(URL[]::new), ScalerProvider.class.getClassLoader());
        return ServiceLoader.load(ScalerProvider.class, loader)
                .findFirst()
                .orElseThrow(() -> CommandException.wrongEnvironment(
                        "the scaler's jars are not complete: " + folder + "; install Penstock as a whole", null))
                .open(address, backlogs);
    }

    /** Those in a folder, sorted. */
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
