package dev.penstock.cli;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.cli.packaging.PollSchedule;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.pipeline.PipelineFiles;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.serve.FunctionPackage;
import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.scale.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pipeline files that are served: makes functions of them, and notices when they change. A file that becomes invalid keeps its
 * function as it is. For one thread.
 */
final class ServedFiles {
    private static final PipelineFile.Scaling SCALING = new PipelineFile.Scaling(0, 10, 8, Duration.ofMinutes(1));
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final long LARGEST_BODY = 16L << 20;

    private final List<Path> places;
    private final Plugins plugins;
    private final Session session;
    private final FunctionStore store;
    private final Duration stableWindow;
    private final Duration lookEvery;
    private List<FunctionPackage> served = List.of();
    private Map<Path, Integer> seen = Map.of();
    private Map<Path, Integer> changed = Map.of();

    /**
     * The files in those places.
     *
     * @param lookEvery with no instance, a queue is looked at so often
     */
    ServedFiles(
            List<Path> places,
            Plugins plugins,
            Session session,
            FunctionStore store,
            Duration stableWindow,
            Duration lookEvery) {
        this.places = places;
        this.plugins = plugins;
        this.session = session;
        this.store = store;
        this.stableWindow = stableWindow;
        this.lookEvery = lookEvery;
    }

    /** The functions of all files, every one of which must be right; packages that are not needed are removed. */
    List<FunctionPackage> first() throws InterruptedException {
        seen = fingerprints();
        List<CompiledPipeline> pipelines = Pipelines.compile(places, plugins, session);
        List<String> refusals =
                pipelines.stream().flatMap(each -> refusals(each).stream()).toList();
        if (!refusals.isEmpty()) {
            refusals.forEach(session.terminal()::warn);
            throw CommandException.wrongInput(
                    "what cannot be a function cannot be served, see above; nothing was started");
        }
        try {
            served = packages(pipelines);
            store.keepOnly(served.stream().map(FunctionPackage::program).toList());
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the packages of the functions cannot be written: " + e.getMessage()
                            + "; check the path of --data-dir, its permissions and the disk",
                    e);
        }
        List<String> clashes = clashes(served);
        if (!clashes.isEmpty()) {
            throw CommandException.wrongInput(String.join("; ", clashes));
        }
        return served;
    }

    /** The functions as they should be, when a file has changed and rests since the last look. */
    Optional<List<FunctionPackage>> look() throws InterruptedException {
        Map<Path, Integer> present = fingerprints();
        if (present.equals(seen)) {
            return Optional.empty();
        }
        if (!present.equals(changed)) {
            changed = present; // somebody may be writing
            return Optional.empty();
        }
        seen = present;
        try {
            return again();
        } catch (IOException e) {
            session.terminal()
                    .warn("penstock: a new version could not be packaged: " + e.getMessage()
                            + "; what is served stays as it is");
            return Optional.empty();
        }
    }

    private Optional<List<FunctionPackage>> again() throws IOException, InterruptedException {
        Compilation compilation = new PipelineCompiler(
                        plugins, new ProcessReferences(session.environment()), SystemTime.clock())
                .compile(places);
        compilation.problems().forEach(problem -> session.terminal().warn(ProblemText.of(problem)));
        List<CompiledPipeline> right = new ArrayList<>();
        for (CompiledPipeline pipeline : compilation.pipelines()) {
            List<String> refusals = refusals(pipeline);
            refusals.forEach(session.terminal()::warn);
            if (refusals.isEmpty()) {
                right.add(pipeline);
            }
        }
        List<FunctionPackage> next = new ArrayList<>(packages(right));
        Set<Path> covered = right.stream().map(CompiledPipeline::file).collect(Collectors.toSet());
        for (FunctionPackage before : served) {
            if (!covered.contains(before.file()) && seen.containsKey(before.file())) {
                session.terminal()
                        .warn("penstock: " + before.file() + " has mistakes; function " + before.name()
                                + " stays as it was before");
                next.add(before);
            }
        }
        List<String> clashes = clashes(next);
        if (!clashes.isEmpty()) {
            session.terminal().warn("penstock: " + String.join("; ", clashes) + "; what is served stays as it is");
            return Optional.empty();
        }
        served = List.copyOf(next);
        return Optional.of(served);
    }

    private List<String> refusals(CompiledPipeline pipeline) {
        return store.refusals(pipeline).stream()
                .map(refusal -> pipeline.file() + ": " + refusal)
                .toList();
    }

    private List<FunctionPackage> packages(List<CompiledPipeline> pipelines) throws IOException, InterruptedException {
        List<FunctionPackage> packages = new ArrayList<>();
        for (CompiledPipeline pipeline : pipelines) {
            packages.add(of(pipeline, store.store(pipeline)));
        }
        return packages;
    }

    private FunctionPackage of(CompiledPipeline pipeline, FunctionStore.Stored stored) {
        Optional<Endpoint> endpoint = pipeline.endpoint();
        Kind kind = endpoint.isPresent()
                ? Kind.WEBHOOK
                : switch (pipeline.source().kind()) {
                    case TRIGGER_SOURCE -> Kind.TRIGGER;
                    case QUEUE_SOURCE -> Kind.QUEUE;
                    default -> Kind.POLLING;
                };
        PipelineFile.Scaling scaling = pipeline.scaling().orElse(SCALING);
        boolean polls = kind == Kind.POLLING; // one at a time: what it has read belongs to one instance
        int max = polls ? 1 : Math.max(scaling.max(), scaling.min());
        return new FunctionPackage(
                pipeline.name(),
                pipeline.file(),
                kind,
                endpoint.map(Endpoint::path).orElse(FunctionPackage.pathOf(pipeline.name())),
                endpoint.map(each -> each.maxBody().bytes()).orElse(LARGEST_BODY),
                endpoint.map(each -> !each.remember().isZero()).orElse(true),
                stored.program(),
                stored.version(),
                Scaling.of(Math.min(scaling.min(), max), max, scaling.target(), scaling.idle(), stableWindow),
                polls ? interval(pipeline) : lookEvery);
    }

    private static Duration interval(CompiledPipeline pipeline) {
        return pipeline.written().get("source") instanceof Mapping source
                        && source.get("config") instanceof Mapping config
                ? PollSchedule.interval(config).orElse(INTERVAL)
                : INTERVAL;
    }

    private static List<String> clashes(List<FunctionPackage> functions) {
        Map<String, FunctionPackage> byPath = new LinkedHashMap<>();
        Map<String, FunctionPackage> byName = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        for (FunctionPackage function : functions) {
            FunctionPackage same = byPath.putIfAbsent(function.path(), function);
            if (same != null) {
                clashes.add(function.file() + " and " + same.file() + " both want the path " + function.path()
                        + "; give one of them another 'path' or 'name'");
            }
            if (byName.putIfAbsent(function.name(), function) != null) {
                clashes.add("two pipelines have the name " + function.name() + "; give one of them another 'name'");
            }
        }
        return clashes;
    }

    private Map<Path, Integer> fingerprints() {
        Map<Path, Integer> fingerprints = new HashMap<>();
        for (Path file : PipelineFiles.of(places).files()) {
            try {
                fingerprints.put(file, Arrays.hashCode(Files.readAllBytes(file)));
            } catch (IOException gone) {
                // no longer there: its function ends
            }
        }
        return fingerprints;
    }
}
