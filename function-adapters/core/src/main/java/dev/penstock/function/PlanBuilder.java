package dev.penstock.function;

import dev.penstock.api.TriggerSource;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Reference;
import dev.penstock.function.FunctionDefinition.Part;
import dev.penstock.host.ConfiguredConnector;
import dev.penstock.host.EventOverrides;
import dev.penstock.host.JarConnector;
import dev.penstock.host.PluginJar;
import dev.penstock.host.state.SharedState;
import java.io.Closeable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a plan for the engine from a definition: binds configs, with references resolved now. For one thread. */
final class PlanBuilder {
    private final Path home;
    private final Binder.References references;
    private final Binder binder;
    private final InstantSource clock;
    private final Map<String, PluginJar> jars = new HashMap<>();
    private @Nullable URLClassLoader together;
    private final List<Problem> problems = new ArrayList<>();

    PlanBuilder(Path home, Binder.References references, InstantSource clock) {
        this.home = home;
        this.references = references;
        this.binder = new Binder(references);
        this.clock = clock;
    }

    /** The plan, and the sink for dead letters and the store of state if there are any. */
    record Built(
            PipelinePlan plan,
            @Nullable ConfiguredConnector deadLetter,
            SharedState.@Nullable Settings state,
            List<Closeable> jars) {}

    /**
     * Builds the plan.
     *
     * @throws FunctionProblem that tells every problem at once
     */
    Built build(FunctionDefinition definition) {
        together = definition.together() ? loader(definition.parts()) : null;
        EventOverrides overrides = overrides(definition.name());
        references.prepare(Reference.in(definition.configs()));
        Part sourcePart = definition.source();
        ConfiguredConnector source = sourcePart == null ? null : bind(sourcePart, "source");
        ConfiguredConnector sink = bind(definition.sink(), "sink");
        Part deadLetterPart = definition.deadLetter();
        ConfiguredConnector deadLetter = deadLetterPart == null ? null : bind(deadLetterPart, "delivery.dead-letter");
        SharedState.Settings state = state(definition);
        DeliverySettings settings = settings(definition.delivery());
        if (sink == null || settings == null || (sourcePart != null && source == null) || !problems.isEmpty()) {
            throw new FunctionProblem("the function " + definition.name() + " cannot start: "
                    + problems.stream().map(PlanBuilder::text).collect(Collectors.joining("; ")));
        }
        String name = definition.name();
        PipelinePlan plan = new PipelinePlan(
                name,
                source == null ? "trigger" : source.connector().reference(),
                source == null ? Invoked::new : source.source(name, clock),
                sink.connector().reference(),
                overrides.around(sink.sink(name, clock)),
                settings);
        return new Built(plan, deadLetter, state, closeables());
    }

    private EventOverrides overrides(String name) {
        try {
            return EventOverrides.of(references);
        } catch (IllegalArgumentException malformed) {
            throw new FunctionProblem("the function " + name + " cannot start: " + malformed.getMessage());
        }
    }

    private @Nullable DeliverySettings settings(ConfigNode.Mapping delivery) {
        Binder.Bound<PipelineFile.Delivery> bound = binder.bind(PipelineFile.Delivery.class, delivery, "delivery");
        addErrors(bound.problems());
        PipelineFile.Delivery value = bound.value();
        return value == null ? null : value.settings();
    }

    private SharedState.@Nullable Settings state(FunctionDefinition definition) {
        Part part = definition.state();
        if (part == null) {
            return null;
        }
        ConfiguredConnector store = bind(part, "state");
        Map<String, ConfigNode> block = new HashMap<>(definition.stateSettings().entries());
        block.put("connector", new ConfigNode.Text(part.connector(), ConfigNode.Location.NOWHERE));
        Binder.Bound<PipelineFile.State> bound = binder.bind(
                PipelineFile.State.class,
                new ConfigNode.Mapping(block, Map.of(), ConfigNode.Location.NOWHERE),
                "state");
        addErrors(bound.problems());
        PipelineFile.State settings = bound.value();
        return store == null || settings == null
                ? null
                : new SharedState.Settings(store.stateStore(definition.name(), clock), settings.lease());
    }

    private @Nullable ConfiguredConnector bind(Part part, String path) {
        PluginJar jar = jar(part.jar());
        for (String library : part.libraries()) {
            jar.add(home.resolve(library));
        }
        JarConnector connector =
                new JarConnector(part.connector(), part.version(), part.className(), part.configName(), jar);
        return bind(connector, connector.configType(), part.config(), path + ".config");
    }

    private PluginJar jar(String name) {
        PluginJar jar = jars.get(name);
        if (jar == null) {
            jar = together == null
                    ? new PluginJar(home.resolve(name), PlanBuilder.class.getClassLoader())
                    : PluginJar.within(together, home.resolve(name));
            jars.put(name, jar);
        }
        return jar;
    }

    /** One loader for all jars, behind the adapter's own; libraries come first, as they do in a jar's own loader. */
    private URLClassLoader loader(List<Part> parts) {
        Set<String> paths = new LinkedHashSet<>();
        for (Part part : parts) {
            paths.addAll(part.libraries());
        }
        for (Part part : parts) {
            paths.add(part.jar());
        }
        List<URL> urls = new ArrayList<>();
        for (String path : paths) {
            urls.add(url(home.resolve(path)));
        }
        return new URLClassLoader("connectors", urls.toArray(new URL[0]), PlanBuilder.class.getClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new FunctionProblem("the package cannot be read where it is: " + path, e);
        }
    }

    private List<Closeable> closeables() {
        List<Closeable> all = new ArrayList<>(jars.values());
        if (together != null) {
            all.add(together);
        }
        return all;
    }

    private <R extends Record> @Nullable ConfiguredConnector bind(
            JarConnector connector, Class<R> type, ConfigNode.Mapping config, String path) {
        Binder.Bound<R> bound = binder.bind(type, config, path);
        addErrors(bound.problems());
        R value = bound.value();
        return value == null ? null : new ConfiguredConnector(connector, value);
    }

    private void addErrors(List<Problem> found) {
        for (Problem problem : found) {
            if (problem.severity() == Problem.Severity.ERROR) {
                problems.add(problem);
            }
        }
    }

    private static String text(Problem problem) {
        return problem.path() + ": " + problem.message() + (problem.fix().isEmpty() ? "" : " (" + problem.fix() + ")");
    }

    /** Its events come with invocations. */
    private static final class Invoked implements TriggerSource {
        @Override
        public void close() {}
    }
}
