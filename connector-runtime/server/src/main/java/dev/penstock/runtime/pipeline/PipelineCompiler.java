package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Reference;
import dev.penstock.host.EventOverrides;
import dev.penstock.runtime.plugin.Plugins;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes plans from pipeline files, and reports every problem of every file at once.
 *
 * <p>Connectors are found and their configs bound; only webhook sources are built, which does no input or output. May be
 * used by several threads.
 */
public final class PipelineCompiler {
    private final FileCompiler compiler;
    private final Binder.References references;
    private final List<Problem> surroundings = new ArrayList<>();

    /**
     * A compiler.
     *
     * @param plugins the connectors that may be used
     * @param references where references in configs get their values
     * @param clock handed to connectors
     */
    public PipelineCompiler(Plugins plugins, Binder.References references, InstantSource clock) {
        this.references = references;
        Binder binder = new Binder(references);
        this.compiler = new FileCompiler(new ComponentCompiler(plugins, binder), binder, overrides(references), clock);
    }

    private EventOverrides overrides(Binder.References references) {
        try {
            return EventOverrides.of(references);
        } catch (IllegalArgumentException malformed) {
            surroundings.add(new Problem(
                    Problem.Severity.ERROR,
                    ConfigNode.Location.NOWHERE,
                    "",
                    String.valueOf(malformed.getMessage()),
                    ""));
            return EventOverrides.none();
        }
    }

    /**
     * Compiles pipeline files; blocks while reading them, and while the secrets that they name are fetched.
     *
     * @param places files, and directories whose {@code *.yaml}, {@code *.yml} and {@code *.json} files are taken by name
     */
    public Compilation compile(List<Path> places) {
        return compile(places, Map.of());
    }

    /**
     * Compiles pipeline files and texts.
     *
     * @param places as before
     * @param texts pipelines as they would stand in files, by the names of these files without ending
     */
    public Compilation compile(List<Path> places, Map<String, String> texts) {
        PipelineFiles found = PipelineFiles.of(places);
        List<Problem> problems = new ArrayList<>(surroundings);
        problems.addAll(found.problems());
        Map<Path, ConfigReader.Result> contents = new LinkedHashMap<>();
        found.files().forEach(path -> contents.put(path, ConfigReader.read(path)));
        texts.forEach((name, text) -> contents.put(Path.of(name + ".yaml"), ConfigReader.read(text, name + ".yaml")));
        List<CompiledPipeline> pipelines = new ArrayList<>();
        Taken taken = new Taken();
        references.prepare(Reference.in(contents.values().stream()
                .flatMap(read -> Stream.ofNullable(read.mapping()))
                .toList()));
        contents.forEach((path, read) -> {
            FileProblems own = new FileProblems();
            own.addAll(read.problems());
            ConfigNode.Mapping content = read.mapping();
            if (content != null) {
                CompiledPipeline pipeline = compiler.compile(path, content, own);
                if (pipeline != null && taken.by(pipeline, content, own)) {
                    pipelines.add(pipeline);
                }
            }
            problems.addAll(own.inOrder());
        });
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
