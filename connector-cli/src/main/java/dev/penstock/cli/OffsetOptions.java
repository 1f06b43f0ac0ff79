package dev.penstock.cli;

import dev.penstock.engine.strand.Workers;
import dev.penstock.host.SystemTime;
import dev.penstock.host.state.SharedState;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where offsets are: in the data directory, or in the store that a pipeline's {@code state} block names. */
final class OffsetOptions {
    @Mixin
    StateOptions state = new StateOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = {
                "The file of a pipeline with a 'state' block: its offsets are in the store named there,",
                "not in the data directory."
            })
    @Nullable
    Path file;

    @Mixin
    PluginOptions plugins = new PluginOptions();

    /** What is done with the offsets. */
    interface Work<T> {
        T with(OffsetPlace place) throws Exception;
    }

    <T> T use(Session session, Work<T> work) throws Exception {
        Path named = file;
        if (named == null) {
            return state.use(store -> work.with(new LocalOffsets(store.offsets())));
        }
        try (Plugins installed = plugins.load();
                Workers workers = new Workers(SystemTime.clock(), (strand, bug) -> {})) {
            CompiledPipeline pipeline =
                    Pipelines.compile(List.of(named), installed, session).get(0);
            SharedState.Settings settings = pipeline.state()
                    .orElseThrow(() -> CommandException.wrongInput(named
                            + " has no 'state' block, so that its offsets are in the data directory; leave --file out"))
                    .settings();
            try (SharedState shared = new SharedState(
                    settings, SharedState.here(session.environment()), workers.newStrand(pipeline.name()), () -> {})) {
                return work.with(new SharedOffsets(pipeline.name(), shared));
            }
        }
    }
}
