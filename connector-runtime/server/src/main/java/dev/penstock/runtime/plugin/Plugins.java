package dev.penstock.runtime.plugin;

import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.NearestKey;
import dev.penstock.engine.config.Problem;
import dev.penstock.host.ConnectorKind.Direction;
import dev.penstock.host.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The connectors that are installed: those of every jar in the plugin directories.
 *
 * <p>Reads each jar's index; classes are loaded when a connector is first used. A jar that cannot be used is a problem
 * and does not stop the others. May be used by several threads; closing releases the jars.
 */
public final class Plugins implements AutoCloseable {
    private final List<PluginJar> jars;
    private final List<Installed> installed;
    private final List<Path> libraries;
    private final List<Problem> problems;

    Plugins(List<PluginJar> jars, List<Installed> installed, List<Path> libraries, List<Problem> problems) {
        this.jars = List.copyOf(jars);
        this.installed = installed.stream()
                .sorted(Comparator.comparing(Installed::name)
                        .thenComparing(each -> each.kind().direction())
                        .thenComparing(each -> new Version(each.version()), Comparator.reverseOrder()))
                .toList();
        this.libraries = List.copyOf(libraries);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads plugin directories and single jars.
     *
     * @param places directories, whose {@code *.jar} files are taken in the order of their names, or jars; of two jars
     *     with the same connector in the same version the first counts
     */
    public static Plugins load(List<Path> places) {
        PluginCollector collector = new PluginCollector(Plugins.class.getClassLoader());
        places.forEach(collector::add);
        return collector.collected();
    }

    /**
     * Reads plugin directories and single jars, and then the connectors that are on a class path.
     *
     * @param places as before; one that is there counts before the same on the class path
     * @param classPath whose connectors share its classes, and are not isolated from each other
     */
    public static Plugins load(List<Path> places, ClassLoader classPath) {
        PluginCollector collector = new PluginCollector(Plugins.class.getClassLoader());
        places.forEach(collector::add);
        collector.addClassPath(classPath);
        return collector.collected();
    }

    /** All connectors, by name, sources first, newest versions first. */
    public List<Installed> installed() {
        return installed;
    }

    /** Jars without an index: drivers and other libraries. */
    public List<Path> libraries() {
        return libraries;
    }

    /** Jars and directories that cannot be used, and connectors that are there twice; the jar stands as the file. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Finds a connector.
     *
     * @param reference its name, for the newest version, or {@code name@version}
     * @param direction whether a source, a sink or a state store is wanted
     */
    public Lookup find(String reference, Direction direction) {
        int at = reference.indexOf('@');
        String name = at < 0 ? reference : reference.substring(0, at);
        List<Installed> named =
                installed.stream().filter(each -> each.name().equals(name)).toList();
        List<Installed> fitting = named.stream()
                .filter(each -> each.kind().direction() == direction)
                .toList();
        if (named.isEmpty()) {
            return unknown(name, direction);
        }
        if (fitting.isEmpty()) {
            String other = named.stream()
                    .map(each -> each.kind().direction().noun())
                    .distinct()
                    .collect(Collectors.joining(" and a "));
            String known = names(direction);
            return Lookup.missing(
                    "the connector '" + name + "' is a " + other + " only, not a " + direction.noun(),
                    "use it as the " + other.replace(" and a ", " or the ") + ", or "
                            + (known.isEmpty()
                                    ? "put the jar of a " + direction.noun() + " into the plugin directory"
                                    : "name one of the " + direction.noun() + "s: " + known));
        }
        if (at < 0) {
            return Lookup.found(fitting.get(0));
        }
        String version = reference.substring(at + 1);
        return fitting.stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .map(Lookup::found)
                .orElseGet(() -> Lookup.missing(
                        "the connector '" + name + "' is not installed in version '" + version + "'",
                        "install it, or use one of: "
                                + String.join(
                                        ", ",
                                        fitting.stream()
                                                .map(Installed::reference)
                                                .toList())));
    }

    private Lookup unknown(String name, Direction direction) {
        List<String> known = installed.stream()
                .filter(each -> each.kind().direction() == direction)
                .map(Installed::name)
                .distinct()
                .toList();
        String message = "there is no connector '" + name + "'";
        String broken = problems.isEmpty()
                ? ""
                : "; some plugins could not be used: "
                        + String.join(
                                ", ",
                                problems.stream()
                                        .map(each -> each.at().file())
                                        .distinct()
                                        .toList());
        String fix = NearestKey.to(name, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "put its jar into the plugin directory; no " + direction.noun() + " is installed"
                        : "use one of " + names(direction) + ", or put its jar into the plugin directory");
        return Lookup.missing(message, fix + broken);
    }

    private String names(Direction direction) {
        return String.join(
                ", ",
                installed.stream()
                        .filter(each -> each.kind().direction() == direction)
                        .map(Installed::name)
                        .distinct()
                        .toList());
    }

    /** Closes the class loaders; connectors that were built must be closed before. */
    @Override
    public void close() {
        UncheckedIOException failure = null;
        for (PluginJar jar : jars) {
            try {
                jar.close();
            } catch (IOException stuck) {
                failure = Objects.requireNonNullElseGet(failure, () -> new UncheckedIOException(stuck));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    static Problem problem(Problem.Severity severity, Path jar, String message, String fix) {
        return new Problem(severity, new Location(jar.toString(), 0, 0), "", message, fix);
    }
}
