package dev.penstock.cli;

import dev.penstock.engine.config.NearestKey;
import dev.penstock.runtime.plugin.Installed;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells everything about one connector. */
@Command(
        name = "describe",
        description = {
            "Tells everything about one connector: what it does, its keys, their defaults and limits, and what the",
            "conformance kit proved of this jar."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock describe file                           its keys, for reading here",
            "  penstock describe file --markdown                a reference page",
            "  penstock describe file --schema                  JSON Schema of its config",
            "  penstock describe file@1.2.0 --json              the index entry of one version"
        })
final class DescribeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The connector, with @VERSION if several are installed.")
    String name = "";

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @ArgGroup
    Format format = new Format();

    /** How it is printed. */
    static final class Format {
        @Option(names = "--json", description = "Print the index entries as JSON, with what was proved of the jar.")
        boolean json;

        @Option(names = "--schema", description = "Print the JSON Schema of the config; of source and sink by kind.")
        boolean schema;

        @Option(names = "--markdown", description = "Print a page in Markdown.")
        boolean markdown;
    }

    DescribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Plugins installed = plugins.load()) {
            PluginOptions.warn(installed, session.terminal());
            List<Installed> found = find(installed);
            Terminal terminal = session.terminal();
            if (format.json) {
                terminal.print(
                        Json.text(found.stream().map(DescribeCommand::entry).toList()));
            } else if (format.schema) {
                terminal.print(
                        Json.text(found.size() == 1 ? found.get(0).index().schema() : schemas(found)));
            } else if (format.markdown) {
                ReferencePage.lines(found).forEach(terminal::print);
            } else {
                ConnectorText.lines(found).forEach(terminal::print);
            }
            return ExitCode.DONE;
        }
    }

    /** The newest version, or the one that was named, of the source and of the sink of that name. */
    private List<Installed> find(Plugins plugins) {
        String wanted = name.contains("@")
                ? name
                : plugins.installed().stream()
                        .filter(each -> each.name().equals(name))
                        .map(Installed::reference)
                        .findFirst()
                        .orElse(name);
        List<Installed> found = plugins.installed().stream()
                .filter(each -> each.reference().equals(wanted))
                .toList();
        if (found.isEmpty()) {
            List<String> names =
                    plugins.installed().stream().map(Installed::name).distinct().toList();
            throw CommandException.wrongInput("there is no connector '" + name + "'; "
                    + NearestKey.to(name, names)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("'penstock connectors' lists those that are installed"));
        }
        return found;
    }

    private static Map<String, Object> entry(Installed connector) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", connector.name());
        entry.put("version", connector.version());
        entry.put("kind", connector.kind().text());
        entry.put("summary", connector.index().summary());
        entry.put("abilities", connector.index().abilities());
        ConformanceReports.Known known = ConformanceReports.of(connector);
        entry.put("sha256", digest(connector));
        entry.put("conformance", known.proved());
        entry.put("conformance-problems", known.problems());
        entry.put("options", connector.index().options());
        entry.put("schema", connector.index().schema());
        return entry;
    }

    private static String digest(Installed connector) {
        try {
            return connector.sha256();
        } catch (IOException failure) {
            throw CommandException.wrongEnvironment(
                    "the jar cannot be read: " + connector.jar() + ": " + failure.getMessage(), failure);
        }
    }

    private static Map<String, Object> schemas(List<Installed> connectors) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        connectors.forEach(each -> schemas.put(each.kind().text(), each.index().schema()));
        return schemas;
    }
}
