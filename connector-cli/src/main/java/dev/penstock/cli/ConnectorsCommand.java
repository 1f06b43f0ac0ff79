package dev.penstock.cli;

import dev.penstock.runtime.plugin.Installed;
import dev.penstock.runtime.plugin.Plugins;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the connectors that are installed. */
@Command(
        name = "connectors",
        description = "Lists the connectors that are installed: those that come with Penstock and those in --plugins.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock connectors                              name, version, kind, what it does",
            "  penstock connectors --plugins jars --json        with those in jars/, for a program"
        })
final class ConnectorsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    ConnectorsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Plugins installed = plugins.load()) {
            PluginOptions.warn(installed, session.terminal());
            if (json) {
                session.terminal()
                        .print(Json.text(installed.installed().stream()
                                .map(ConnectorsCommand::values)
                                .toList()));
                return ExitCode.DONE;
            }
            Table table = new Table("CONNECTOR", "VERSION", "KIND", "WHAT IT DOES");
            for (Installed each : installed.installed()) {
                table.row(
                        each.name(),
                        each.version(),
                        each.kind().text(),
                        each.index().summary());
            }
            table.lines().forEach(session.terminal()::print);
            return ExitCode.DONE;
        }
    }

    private static Map<String, Object> values(Installed connector) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", connector.name());
        values.put("version", connector.version());
        values.put("kind", connector.kind().text());
        values.put("summary", connector.index().summary());
        values.put("abilities", connector.index().abilities());
        values.put("jar", connector.jar().toString());
        return values;
    }
}
