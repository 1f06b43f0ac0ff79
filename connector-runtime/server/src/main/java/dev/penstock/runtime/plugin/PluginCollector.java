package dev.penstock.runtime.plugin;

import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Problem.Severity;
import dev.penstock.runtime.plugin.Index.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through plugin directories and gathers what can be used and what cannot. For one thread. */
final class PluginCollector {
    private final ClassLoader host;
    private final List<PluginJar> jars = new ArrayList<>();
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
            for (IndexEntry entry : index.get().connectors()) {
                addConnector(new Installed(entry, version, jar));
            }
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
                    "the " + connector.kind().direction().text() + " " + connector.reference() + " is also in "
                            + first.jar() + ", which is used",
                    "remove one of the two jars");
        }
    }

    private void report(Severity severity, Path place, String message, String fix) {
        problems.add(Plugins.problem(severity, place, message, fix));
    }

    Plugins collected() {
        return new Plugins(jars, List.copyOf(installed.values()), libraries, problems);
    }
}
