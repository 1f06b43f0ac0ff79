package dev.penstock.cli;

import dev.penstock.engine.config.Binder;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds every mistake in pipeline files, and says what the valid ones guarantee. */
@Command(
        name = "validate",
        description = {
            "Finds every mistake in pipeline files without connecting to anything,",
            "and says what each valid pipeline guarantees. Secrets are not fetched."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock validate orders.yaml                    one file",
            "  penstock validate pipelines/ --json              a folder, for a program",
            "",
            "Exit codes: 0 when all are valid, 2 when one is not."
        })
final class ValidateCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Pipeline files, or folders of them.")
    List<Path> places = List.of();

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Set<String> unasked = new TreeSet<>();
        try (Plugins installed = plugins.load();
                Secrets secrets = Pipelines.secrets(session)) {
            Binder.References references = new ProcessReferences(session.environment(), secrets)
                    .withoutFetching(reference -> unasked.add(reference.toString()));
            Compilation compilation = new PipelineCompiler(installed, references, SystemTime.clock()).compile(places);
            if (json) {
                Map<String, Object> values = values(compilation);
                values.put("notChecked", List.copyOf(unasked));
                session.terminal().print(Json.text(values));
            } else {
                PluginOptions.warn(installed, session.terminal());
                print(compilation);
                if (!unasked.isEmpty()) {
                    session.terminal()
                            .print("not checked, because 'validate' fetches nothing: " + String.join(", ", unasked)
                                    + "; 'check' and 'run' do");
                }
            }
            return compilation.failed() ? ExitCode.WRONG_INPUT : ExitCode.DONE;
        }
    }

    private void print(Compilation compilation) {
        compilation.problems().forEach(problem -> session.terminal().warn(ProblemText.of(problem)));
        for (CompiledPipeline pipeline : compilation.pipelines()) {
            String listens = pipeline.endpoint()
                    .map(endpoint -> " (listens on " + endpoint.path() + ")")
                    .orElse("");
            session.terminal()
                    .print(pipeline.file() + ": " + pipeline.name() + ", "
                            + pipeline.source().reference() + listens + " to "
                            + pipeline.sink().reference());
            session.terminal().print("  " + pipeline.guarantee().text());
        }
    }

    private static Map<String, Object> values(Compilation compilation) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("valid", !compilation.failed());
        values.put(
                "problems",
                compilation.problems().stream().map(ProblemText::values).toList());
        values.put(
                "pipelines",
                compilation.pipelines().stream().map(ValidateCommand::values).toList());
        return values;
    }

    private static Map<String, Object> values(CompiledPipeline pipeline) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", pipeline.name());
        values.put("file", pipeline.file().toString());
        values.put("source", pipeline.source().reference());
        values.put("sink", pipeline.sink().reference());
        pipeline.endpoint().ifPresent(endpoint -> values.put("path", endpoint.path()));
        values.put(
                "guarantee",
                pipeline.guarantee().level().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        values.put("guaranteeText", pipeline.guarantee().text());
        return values;
    }
}
