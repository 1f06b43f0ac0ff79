package dev.penstock.functions;

import dev.penstock.cli.packaging.FunctionPackager;
import dev.penstock.cli.packaging.Target;
import dev.penstock.cli.packaging.Targets;
import dev.penstock.engine.config.Binder;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the packager itself what runs where, and writes it down as a page. */
final class Portability {
    private static final String HTTP = "{ connector: http, config: { url: http://localhost:9 } }";

    /** What a trigger of any kind may want to be told, most of it of no use to most kinds. */
    private static final List<String> TRIGGER_DETAILS = List.of(
            "",
            ", schedule: \"rate(5 minutes)\"",
            ", schedule: 5m",
            ", resource: orders",
            ", resource: orders, topics: [orders]",
            ", resource: \"host:9092\", topics: [orders]",
            ", resource: \"arn:aws:%s:eu-central-1:123456789012:orders\", topics: [orders]",
            ", pattern: '{\"source\": [\"shop\"]}'");

    private final Path home = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")));
    private final Path directory;
    private final List<Target> targets = Stream.of(Targets.names().split(", "))
            .map(name -> Targets.named(name).orElseThrow())
            .toList();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();

    Portability(Path directory) {
        this.directory = directory;
    }

    /** The page. */
    String page() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # What runs where

                Taken from the packager: a cell says what `penstock run` or `penstock package` answers for a pipeline with that source,
                sink or setting, and a number is the reason for which it is refused.

                """);
        page.append("| Pipeline | `run` |");
        targets.forEach(target -> page.append(" `").append(target.name()).append("` |"));
        page.append("\n|---|---|").append("---|".repeat(targets.size())).append('\n');
        try (Plugins plugins = Plugins.load(List.of(home.resolve("connectors")));
                Secrets secrets = new Secrets(home.resolve(Secrets.FOLDER), Map.of(), SystemTime.clock())) {
            for (Map.Entry<String, List<String>> row : rows(plugins).entrySet()) {
                page.append("| ").append(row.getKey()).append(" |");
                cells(row.getValue(), plugins, secrets)
                        .forEach(cell -> page.append(' ').append(cell).append(" |"));
                page.append('\n');
            }
        }
        page.append('\n');
        reasons.forEach((reason, number) ->
                page.append(number).append(". ").append(reason).append('\n'));
        return page.append(
                        """

                        Where a pipeline runs, its events arrive the same: two hundred of every kind of data and attribute go through the
                        runtime, `aws-lambda`, `http`, `functiongraph` and `google-cloud` in a test, and reach the target equal byte for byte,
                        headers included. The connectors' jars are the same files everywhere.
                        """)
                .toString();
    }

    /** What is asked; a row with several pipelines asks whether there is one among them that runs. */
    private static Map<String, List<String>> rows(Plugins plugins) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        String letters = "delivery: { dead-letter: " + HTTP + " }\n";
        String polling = "{ connector: generator, config: { rate: 1 } }";
        rows.put("polling source", List.of(pipeline(polling, HTTP, "")));
        rows.put(
                "polling source with `state`",
                List.of(pipeline(
                        polling, HTTP, "state: { connector: s3, config: { bucket: kept, region: eu-central-1 } }\n")));
        rows.put(
                "polling source with `state` and `delivery.dead-letter`",
                List.of(pipeline(
                        polling,
                        HTTP,
                        "state: { connector: s3, config: { bucket: kept, region: eu-central-1 } }\n" + letters)));
        String queue = "{ connector: kafka, config: { bootstrap-servers: a:1, topics: t } }";
        rows.put("queue source", List.of(pipeline(queue, HTTP, "")));
        rows.put("queue source with `delivery.dead-letter`", List.of(pipeline(queue, HTTP, letters)));
        rows.put("webhook", List.of(pipeline(hook(""), HTTP, "")));
        rows.put("webhook, `respond: immediately`", List.of(pipeline(hook(", respond: immediately"), HTTP, "")));
        for (Object kind : kinds(plugins)) {
            String name = kind.toString().toLowerCase(Locale.ROOT);
            rows.put(
                    "trigger, `kind: " + name + "`",
                    TRIGGER_DETAILS.stream()
                            .map(details -> pipeline(
                                    "{ connector: trigger, config: { kind: " + name + details.replace("%s", name)
                                            + " } }",
                                    HTTP,
                                    ""))
                            .toList());
        }
        rows.put("sink on a network", List.of(pipeline(hook(""), HTTP, "")));
        rows.put("sink `file`", List.of(pipeline(hook(""), "{ connector: file, config: { path: a.ndjson } }", "")));
        rows.put("`delivery.dead-letter`", List.of(pipeline(hook(""), HTTP, letters)));
        rows.put("`scaling`", List.of(pipeline(hook(""), HTTP, "scaling: { min: 1, max: 5 }\n")));
        rows.put("`${env:NAME}`", List.of(pipeline(hook(""), secret("${env:TOKEN}"), "")));
        rows.put("`${file:PATH}`", List.of(pipeline(hook(""), secret("${file:token}"), "")));
        rows.put(
                "`${aws-secret:NAME}`, `${aws-parameter:NAME}`",
                List.of(pipeline(hook(""), secret("${aws-secret:a}"), "")));
        return rows;
    }

    private static String hook(String more) {
        return "{ connector: webhook, config: { provider: cloudevents, path: /in, secrets: [a]" + more + " } }";
    }

    private static String secret(String reference) {
        return "{ connector: http, config: { url: http://localhost:9, auth: { bearer: \"" + reference + "\" } } }";
    }

    private static String pipeline(String source, String sink, String more) {
        return "source: " + source + "\nsink: " + sink + "\n" + more;
    }

    /** The kinds of the trigger connector itself, so that none is forgotten. */
    private static List<Object> kinds(Plugins plugins) {
        Class<?> config = plugins.installed().stream()
                .filter(each -> each.kind() == ConnectorKind.TRIGGER_SOURCE)
                .findFirst()
                .orElseThrow()
                .code()
                .configType();
        return Stream.of(config.getRecordComponents())
                .filter(component -> component.getName().equals("kind"))
                .flatMap(component -> Stream.of(component.getType().getEnumConstants()))
                .map(Object.class::cast)
                .toList();
    }

    private List<String> cells(List<String> pipelines, Plugins plugins, Secrets secrets) throws IOException {
        List<CompiledPipeline> compiled = new ArrayList<>();
        for (String pipeline : pipelines) {
            compile(pipeline, plugins, secrets, compiled);
        }
        if (compiled.isEmpty()) {
            throw new AssertionError("none of these is a pipeline: " + pipelines);
        }
        List<String> cells = new ArrayList<>();
        boolean invoked = compiled.get(0).source().kind() == ConnectorKind.TRIGGER_SOURCE;
        cells.add(
                invoked ? reason(List.of("a platform invokes it; use `penstock package`, or another source")) : "yes");
        FunctionPackager packager = new FunctionPackager(home.resolve("functions"), secrets);
        for (Target target : targets) {
            List<String> shortest = null;
            for (CompiledPipeline each : compiled) {
                List<String> refusals = FunctionPackager.refusals(packager.plan(each), target);
                if (shortest == null || refusals.size() < shortest.size()) {
                    shortest = refusals;
                }
            }
            cells.add(shortest == null || shortest.isEmpty() ? "yes" : reason(shortest));
        }
        return cells;
    }

    private void compile(String pipeline, Plugins plugins, Secrets secrets, List<CompiledPipeline> compiled)
            throws IOException {
        Path file = Files.writeString(directory.resolve("pipeline.yaml"), pipeline);
        Binder.References references = new ProcessReferences(Map.of(), secrets).orStandIns(missing -> {});
        Compilation compilation = new PipelineCompiler(plugins, references, SystemTime.clock()).compile(List.of(file));
        if (!compilation.failed()) {
            compiled.addAll(compilation.pipelines());
        }
    }

    private String reason(List<String> refusals) {
        return refusals.stream()
                .map(Portability::ofAnyKind)
                .map(refusal -> reasons.computeIfAbsent(refusal, any -> reasons.size() + 1))
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** Kinds that are refused alike have one reason. */
    private static String ofAnyKind(String refusal) {
        return refusal.replaceFirst("of kind [a-z0-9]+;", "of this kind;")
                .replaceFirst("HTTP, not [a-z0-9]+;", "HTTP, not this;");
    }
}
