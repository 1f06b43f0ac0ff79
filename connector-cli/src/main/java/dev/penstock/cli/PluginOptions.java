package dev.penstock.cli;

import dev.penstock.engine.config.Problem;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that use connectors. */
final class PluginOptions {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A directory of connector jars, besides those that come with Penstock. May be repeated.")
    List<Path> directories = new ArrayList<>();

    /** Reads what is installed. The caller closes it. */
    Plugins load() {
        return load(List.of());
    }

    /** The same with these jars before all others. */
    Plugins load(List<Path> first) {
        for (Path directory : directories) {
            if (!Files.exists(directory)) {
                throw CommandException.wrongInput(
                        "the plugin directory does not exist: " + directory + "; check the path after --plugins");
            }
        }
        List<Path> places = new ArrayList<>(first);
        String home = System.getProperty("penstock.home", "");
        if (!home.isEmpty()) {
            places.add(Path.of(home, "connectors"));
        }
        places.addAll(directories);
        return Plugins.load(places);
    }

    /** Tells of jars that cannot be used; the others work. */
    static void warn(Plugins plugins, Terminal terminal) {
        for (Problem problem : plugins.problems()) {
            terminal.warn(ProblemText.of(problem));
        }
    }
}
