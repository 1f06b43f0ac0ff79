package dev.penstock.cli;

import dev.penstock.engine.config.Problem;
import dev.penstock.runtime.SystemTime;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.pipeline.ProcessReferences;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.util.List;

/** Reads pipelines for commands that need all of them valid. */
final class Pipelines {
    private Pipelines() {}

    /** The pipelines of those places; when one has an error, all problems are printed and the command ends. */
    static List<CompiledPipeline> compile(List<Path> places, Plugins plugins, Session session) {
        PluginOptions.warn(plugins, session.terminal());
        Compilation compilation = new PipelineCompiler(
                        plugins, new ProcessReferences(session.environment()), SystemTime.clock())
                .compile(places);
        compilation.problems().forEach(problem -> session.terminal().warn(ProblemText.of(problem)));
        if (compilation.failed()) {
            long errors = compilation.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .count();
            throw CommandException.wrongInput((errors == 1 ? "there is 1 mistake" : "there are " + errors + " mistakes")
                    + " in the configuration, see above; nothing was started");
        }
        return compilation.pipelines();
    }
}
