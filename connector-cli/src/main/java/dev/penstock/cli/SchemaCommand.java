package dev.penstock.cli;

import dev.penstock.runtime.plugin.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of pipeline files. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of pipeline files, made from the installed connectors,",
            "for editors that complete and check."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  penstock schema > penstock.schema.json", "  penstock schema --plugins jars > penstock.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    PluginOptions plugins = new PluginOptions();

    SchemaCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Plugins installed = plugins.load()) {
            PluginOptions.warn(installed, session.terminal());
            session.terminal().print(Json.text(PipelineSchema.of(installed.installed())));
            return ExitCode.DONE;
        }
    }
}
