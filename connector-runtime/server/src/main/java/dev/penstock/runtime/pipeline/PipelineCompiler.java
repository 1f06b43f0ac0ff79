package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.Problem;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes plans from pipeline files, and reports every problem of every file at once.
 *
 * <p>Connectors are found and their configs bound; only webhook sources are built, which does no input or output. May be
 * used by several threads.
 */
public final class PipelineCompiler {
    private final FileCompiler compiler;

    /**
     * A compiler.
     *
     * @param plugins the connectors that may be used
     * @param references where references in configs get their values
     * @param clock handed to connectors
     */
    public PipelineCompiler(Plugins plugins, Binder.References references, InstantSource clock) {
        Binder binder = new Binder(references);
        this.compiler = new FileCompiler(new ComponentCompiler(plugins, binder), binder, clock);
    }

    /**
     * Compiles pipeline files; blocks while reading them.
     *
     * @param places files, and directories whose {@code *.yaml}, {@code *.yml} and {@code *.json} files are taken by name
     */
    public Compilation compile(List<Path> places) {
        PipelineFiles found = PipelineFiles.of(places);
        List<Problem> problems = new ArrayList<>(found.problems());
        List<CompiledPipeline> pipelines = new ArrayList<>();
        Taken taken = new Taken();
        for (Path path : found.files()) {
            FileProblems own = new FileProblems();
            ConfigReader.Result read = ConfigReader.read(path);
            own.addAll(read.problems());
            ConfigNode.Mapping content = read.mapping();
            if (content != null) {
                CompiledPipeline pipeline = compiler.compile(path, content, own);
                if (pipeline != null && taken.by(pipeline, content, own)) {
                    pipelines.add(pipeline);
                }
            }
            problems.addAll(own.inOrder());
        }
        return new Compilation(pipelines, problems);
    }

    /** The names and webhook paths that are taken, and by which file. */
    private static final class Taken {
        private final Map<String, Path> names = new HashMap<>();
        private final Map<String, Path> paths = new HashMap<>();

        boolean by(CompiledPipeline pipeline, ConfigNode.Mapping content, FileProblems problems) {
            Path sameName = names.putIfAbsent(pipeline.name(), pipeline.file());
            if (sameName != null) {
                problems.error(
                        FileProblems.place(content, "name"),
                        "name",
                        "the pipeline name '" + pipeline.name() + "' is already used by " + sameName,
                        "give one of the two another 'name:'");
            }
            pipeline.endpoint().ifPresent(endpoint -> {
                Path samePath = paths.putIfAbsent(withoutSlash(endpoint.path()), pipeline.file());
                if (samePath != null) {
                    problems.error(
                            FileProblems.place(content, "source", "config", "path"),
                            "source.config.path",
                            "the path '" + endpoint.path() + "' is already listened on by " + samePath,
                            "give one of the two another path");
                }
            });
            return !problems.haveErrors();
        }

        private static String withoutSlash(String path) {
            return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }
    }
}
