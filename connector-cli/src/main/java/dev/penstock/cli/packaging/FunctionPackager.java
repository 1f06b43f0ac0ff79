package dev.penstock.cli.packaging;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.cli.ScalerJars;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.function.DefinitionFile;
import dev.penstock.function.FunctionDefinition;
import dev.penstock.function.FunctionDefinition.Part;
import dev.penstock.function.Shape;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.JarConnector;
import dev.penstock.host.Secrets;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what every package holds: the adapter, the untouched jars of the connectors, and the compiled pipeline. */
public final class FunctionPackager {
    /** Puts the connectors on the class path of the adapter, where one class loader may hold them all. */
    static final String CONNECTORS = "lib/connectors.jar";

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{env:([^}:]+)(:-[^}]*)?}");

    private final Path functions;
    private final Secrets secrets;
    private final Map<Path, String> jars = new LinkedHashMap<>();

    /** Adapters are in the folders of that directory; the providers of secrets go along where one is named. */
    public FunctionPackager(Path functions, Secrets secrets) {
        this.functions = functions;
        this.secrets = secrets;
    }

    /** What becomes of a pipeline. */
    public FunctionPlan plan(CompiledPipeline pipeline) {
        return plan(pipeline, Shape.POLLING);
    }

    /** The same, where instances may hold on to a queue. */
    public FunctionPlan planWithQueues(CompiledPipeline pipeline) {
        return plan(pipeline, Shape.QUEUE);
    }

    private FunctionPlan plan(CompiledPipeline pipeline, Shape ofQueue) {
        Mapping written = pipeline.written();
        Shape shape =
                switch (pipeline.source().kind()) {
                    case WEBHOOK_SOURCE -> Shape.WEBHOOK;
                    case TRIGGER_SOURCE -> Shape.TRIGGER;
                    case QUEUE_SOURCE -> ofQueue;
                    default -> Shape.POLLING;
                };
        Mapping delivery = written.get("delivery") instanceof Mapping block ? block : Mapping.empty(written.at());
        Part source = shape == Shape.TRIGGER ? null : part(pipeline.source(), written.get("source"));
        Part sink = part(pipeline.sink(), written.get("sink"));
        Part deadLetter = pipeline.deadLetter()
                .map(letters -> part(letters.connector(), delivery.get("dead-letter")))
                .orElse(null);
        Mapping stateBlock = written.get("state") instanceof Mapping block ? block : Mapping.empty(written.at());
        Part state = pipeline.state()
                .filter(kept -> shape != Shape.TRIGGER && shape != Shape.QUEUE) // nothing would be kept in it
                .map(kept -> part(kept.connector(), stateBlock))
                .orElse(null);
        FunctionDefinition definition = new FunctionDefinition(
                pipeline.name(),
                shape,
                false,
                source,
                sink,
                deadLetter,
                state,
                without(without(stateBlock, "connector"), "config"),
                without(delivery, "dead-letter"));
        SortedSet<String> variables = new TreeSet<>();
        collectVariables(written, variables);
        return new FunctionPlan(pipeline, definition, variables);
    }

    /** Why a target cannot run a pipeline, each with the way out; empty when it can. */
    public static List<String> refusals(FunctionPlan plan, Target target) {
        List<String> refusals = target.bringsEvents() ? new ArrayList<>() : refusals(plan.pipeline(), target);
        boolean early = plan.pipeline()
                .endpoint()
                .filter(endpoint -> endpoint.respond() == Endpoint.Respond.IMMEDIATELY)
                .isPresent();
        if (early && target.stopsAfterAnswer()) {
            refusals.add(
                    "source.config.respond: the platform stops a function once it has answered, and what is not delivered by"
                            + " then would wait for the next request or be lost; leave 'respond' out"); // I3
        }
        refusals.addAll(target.refusals(plan));
        return refusals;
    }

    /** Why nothing that has to be invoked could run it. */
    private static List<String> refusals(CompiledPipeline pipeline, Target target) {
        List<String> refusals = new ArrayList<>();
        if (pipeline.source().kind() == ConnectorKind.QUEUE_SOURCE && !target.holdsQueues()) {
            refusals.add("source: " + pipeline.source().name()
                    + " holds on to its queue, and a function comes and goes; let the platform bring the events, with"
                    + " 'connector: trigger', or run it with 'penstock run'");
        }
        if (pipeline.source().kind() == ConnectorKind.POLLING_SOURCE
                && pipeline.state().isEmpty()) {
            refusals.add("source: " + pipeline.source().name()
                    + " keeps its position between polls, and a function forgets it; name a store that outlives it, in a 'state'"
                    + " block with 'connector: jdbc' for one, or run it with 'penstock run'");
        }
        for (String kept : pipeline.localDisk()) {
            refusals.add(
                    kept
                            + ", and a function's disk is gone with it; use a store that outlives it, or run it with 'penstock run'");
        }
        return refusals;
    }

    /** The files of the function. */
    public FileTree files(FunctionPlan plan, Target target) throws IOException {
        FileTree files = new FileTree();
        Path adapter = functions.resolve(target.adapter(plan));
        if (!Files.isDirectory(adapter)) {
            throw new IOException("the adapter is not there: " + adapter);
        }
        List<Path> libraries;
        try (Stream<Path> found = Files.list(adapter)) {
            libraries = found.filter(jar -> jar.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        libraries.forEach(jar -> files.add("lib/" + jar.getFileName(), jar));
        jars.forEach((jar, path) -> files.add(path, jar));
        addProviders(plan, files);
        if (target.holdsScaler(plan)) {
            // beside the functions, and off the class path
            for (Path jar : ScalerJars.in(functions.resolveSibling(ScalerJars.FOLDER))) {
                files.add(ScalerJars.FOLDER + "/" + jar.getFileName(), jar);
            }
        }
        List<Path> all = new ArrayList<>(jars.keySet());
        all.addAll(libraries);
        boolean agreed = JarContents.agree(all);
        if (agreed) {
            // what is on the class path is in the archive of a start's classes, and is found without another class
            // loader
            files.addZip(
                    CONNECTORS,
                    ClassPathJar.of(
                            jars.values().stream().map(jar -> "../" + jar).toList()));
        }
        FunctionDefinition definition = plan.definition().together(agreed);
        return files.add(FunctionDefinition.FILE, DefinitionFile.write(definition));
    }

    /** They lie as they are installed, and are loaded apart from all else. */
    private void addProviders(FunctionPlan plan, FileTree files) throws IOException {
        Set<Path> folders = new TreeSet<>();
        plan.secrets().forEach(reference -> secrets.folder(reference.kind()).ifPresent(folders::add));
        for (Path folder : folders) {
            try (Stream<Path> libraries = Files.list(folder)) {
                libraries
                        .filter(jar -> jar.toString().endsWith(".jar"))
                        .forEach(jar ->
                                files.add(Secrets.FOLDER + "/" + folder.getFileName() + "/" + jar.getFileName(), jar));
            }
        }
    }

    private Part part(Installed connector, @Nullable ConfigNode block) {
        JarConnector code = connector.code();
        List<String> libraries =
                code.jar().libraries().stream().map(this::place).toList();
        Mapping config = block instanceof Mapping mapping && mapping.get("config") instanceof Mapping found
                ? found
                : Mapping.empty(ConfigNode.Location.NOWHERE);
        return new Part(
                code.name(),
                code.version(),
                code.className(),
                code.configName(),
                place(code.jar().path()),
                libraries,
                config);
    }

    /** Where a jar lies in the package; two of one name from different directories get names of their own. */
    private String place(Path jar) {
        Path key = jar.toAbsolutePath().normalize();
        String known = jars.get(key);
        if (known != null) {
            return known;
        }
        String name = Objects.requireNonNull(key.getFileName()).toString();
        String path = "connectors/" + name;
        for (int number = 2; jars.containsValue(path); number++) {
            path = "connectors/" + number + "-" + name;
        }
        jars.put(key, path);
        return path;
    }

    private static Mapping without(Mapping mapping, String key) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>(mapping.entries());
        entries.remove(key);
        return new Mapping(entries, new HashMap<>(mapping.keys()), mapping.at());
    }

    /** The variables that are needed to measure the source of a pipeline: its own, and those of the store of its state. */
    public static SortedSet<String> measuringVariables(CompiledPipeline pipeline) {
        SortedSet<String> variables = new TreeSet<>();
        for (String block : List.of("source", "state")) {
            ConfigNode node = pipeline.written().get(block);
            if (node != null) {
                collectVariables(node, variables);
            }
        }
        return variables;
    }

    /** Whether that reference, {@code ${env:NAME}}, stands where it is needed to measure the source. */
    public static boolean isNeededToMeasure(CompiledPipeline pipeline, String reference) {
        return Stream.of("source", "state").map(pipeline.written()::get).anyMatch(node -> mentions(node, reference));
    }

    private static boolean mentions(@Nullable ConfigNode node, String text) {
        if (node == null) {
            return false;
        }
        return switch (node.kind()) {
            case TEXT -> ((ConfigNode.Text) node).text().contains(text);
            case LIST -> ((ConfigNode.Listing) node).items().stream().anyMatch(item -> mentions(item, text));
            case MAPPING -> ((Mapping) node).entries().values().stream().anyMatch(value -> mentions(value, text));
            case NOTHING -> false;
        };
    }

    private static void collectVariables(ConfigNode node, SortedSet<String> variables) {
        switch (node.kind()) {
            case TEXT ->
                VARIABLE.matcher(((ConfigNode.Text) node).text())
                        .results()
                        .forEach(match -> variables.add(match.group(1)));
            case LIST -> ((ConfigNode.Listing) node).items().forEach(item -> collectVariables(item, variables));
            case MAPPING -> ((Mapping) node).entries().values().forEach(value -> collectVariables(value, variables));
            case NOTHING -> {}
        }
    }
}
