package dev.penstock.runtime.plugin;

import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Problem.Severity;
import dev.penstock.host.PluginJar;
import dev.penstock.runtime.plugin.Index.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Goes through plugin directories and gathers what can be used and what cannot. For one thread. */
final class PluginCollector {
    private final ClassLoader host;
    private final List<PluginJar> jars = new ArrayList<>();
    private final Map<PluginJar, Set<String>> open = new LinkedHashMap<>();
    private final Map<String, Installed> installed = new HashMap<>();
    private final List<Path> libraries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    PluginCollector(ClassLoader host) {
        this.host = host;
    }

    void add(Path place) {
        if (!Files.isDirectory(place)) {
            addJar(place);
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .forEach(this::addJar);
        } catch (IOException unreadable) {
            report(
                    Severity.ERROR,
                    place,
                    "the plugin directory cannot be read: " + unreadable,
                    "check its permissions");
        }
    }

    /** The connectors whose index a class loader finds: nothing of them is loaded apart. */
    void addClassPath(ClassLoader loader) {
        try {
            for (URL index : Collections.list(loader.getResources(Index.PATH))) {
                addIndex(index, loader);
            }
        } catch (IOException unreadable) {
            report(Severity.ERROR, Path.of("class path"), "it cannot be read: " + unreadable, "check its jars");
        }
    }

    private void addIndex(URL index, ClassLoader loader) {
        Path place = place(index);
        try (InputStream in = index.openStream()) {
            Index read = Index.read(in.readAllBytes());
            PluginJar jar = PluginJar.within(loader, place);
            read.connectors().forEach(entry -> addConnector(new Installed(entry, read.version(), jar)));
        } catch (IOException unreadable) {
            report(Severity.ERROR, place, "its index cannot be read: " + unreadable, "build it again");
        } catch (Unusable reason) {
            report(Severity.ERROR, place, "the connector cannot be used: " + reason.message(), reason.fix());
        }
    }

    /** The jar or the folder of classes that holds an index. */
    private static Path place(URL index) {
        String text = index.toString().replaceFirst("^jar:", "").replaceFirst("!?/" + Index.PATH + "$", "");
        return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of("class path");
    }

    private void addJar(Path path) {
        try {
            Optional<Index> index = JarReader.read(path);
            if (index.isEmpty()) {
                libraries.add(path);
                return;
            }
            PluginJar jar = new PluginJar(path, host);
            jars.add(jar);
            String version = index.get().version();
            Set<String> services = new TreeSet<>();
            for (IndexEntry entry : index.get().connectors()) {
                addConnector(new Installed(entry, version, jar));
                services.addAll(entry.services());
            }
            open.put(jar, services);
        } catch (Unusable reason) {
            report(Severity.ERROR, path, "the plugin cannot be used: " + reason.message(), reason.fix());
        }
    }

    private void addConnector(Installed connector) {
        String key = connector.kind().direction() + " " + connector.reference();
        Installed first = installed.putIfAbsent(key, connector);
        if (first != null) {
            report(
                    Severity.WARNING,
                    connector.jar(),
                    "the " + connector.kind().direction().noun() + " " + connector.reference() + " is also in "
                            + first.jar() + ", which is used",
                    "remove one of the two jars");
        }
    }

    private void report(Severity severity, Path place, String message, String fix) {
        problems.add(Plugins.problem(severity, place, message, fix));
    }

    Plugins collected() {
        open.forEach((jar, services) -> libraries.stream()
                .filter(library -> services.stream().anyMatch(service -> JarReader.offers(library, service)))
                .forEach(jar::add));
        return new Plugins(jars, List.copyOf(installed.values()), libraries, problems);
    }
}
