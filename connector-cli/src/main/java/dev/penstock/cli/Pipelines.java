package dev.penstock.cli;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Problem;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.util.List;

/** Reads pipelines for commands that need all of them valid. */
final class Pipelines {
    private Pipelines() {}

    /**
     * The pipelines of those places, with the secrets that they name; when one has an error, all problems are printed and the
     * command ends.
     */
    static List<CompiledPipeline> compile(List<Path> places, Plugins plugins, Session session) {
        try (Secrets secrets = secrets(session)) {
            return compile(places, plugins, session, new ProcessReferences(session.environment(), secrets));
        }
    }

    /** The secret providers that come with Penstock; the caller closes them. */
    static Secrets secrets(Session session) {
        String home = System.getProperty("penstock.home", "");
        // nothing is loaded from the working directory, which may be anybody's
        Path place = home.isEmpty() ? null : Path.of(home, Secrets.FOLDER);
        return new Secrets(place, session.environment(), SystemTime.clock());
    }

    /** The same with references from elsewhere. */
    static List<CompiledPipeline> compile(
            List<Path> places, Plugins plugins, Session session, Binder.References references) {
        PluginOptions.warn(plugins, session.terminal());
        Compilation compilation = new PipelineCompiler(plugins, references, SystemTime.clock()).compile(places);
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
