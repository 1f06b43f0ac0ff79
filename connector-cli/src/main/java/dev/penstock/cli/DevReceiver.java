package dev.penstock.cli;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.cli.dev.Project;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.Problem;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.toolkit.signature.WebhookProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom a delivery is made for: where it listens and what it checks, as the connector itself declares it.
 *
 * @param provider whose deliveries it takes
 * @param pipeline that takes them
 * @param endpoint where it listens and what it checks
 * @param secret one that it accepts, if it has any
 */
record DevReceiver(String provider, CompiledPipeline pipeline, Endpoint endpoint, Optional<Secret> secret) {
    private static final String GENERIC = "generic";

    /** Text of others stands in it as JSON, which YAML reads as it is, or as a reference. */
    private static final String SOURCE =
            """
            source:
              connector: webhook
              config:
                provider: %s
                path: %s
            %s
            sink: { connector: log }
            """;

    /**
     * The receiver of a provider, by the pack that is installed.
     *
     * @param secret what the provider signs with; empty: it does not
     */
    static DevReceiver of(String provider, Optional<Secret> secret, Plugins plugins) {
        String name = provider.replaceFirst(".*/", "").replaceFirst("\\.json$", "");
        boolean open = secret.isEmpty() || provider.equals("aws-sns") || provider.equals(GENERIC);
        String text = SOURCE.formatted(
                Json.text(provider),
                Json.text("/hooks/" + name.replaceAll("[^\\w.-]", "-")),
                open ? "    allow-unsigned: true" : "    secrets: [\"${env:SECRET}\"]");
        Map<String, String> values = Map.of("SECRET", secret.map(Secret::reveal).orElse(""));
        return of(provider, compile(List.of(), Map.of("send", text), plugins, new ProcessReferences(values)));
    }

    /** The receiver of a pipeline, with the secrets that its file names. */
    static DevReceiver of(Path pipeline, Plugins plugins, Session session) {
        try (Secrets secrets = Pipelines.secrets(session)) {
            CompiledPipeline compiled = compile(
                    List.of(pipeline), Map.of(), plugins, new ProcessReferences(session.environment(), secrets));
            return of(provider(compiled.written()), compiled);
        }
    }

    private static DevReceiver of(String provider, CompiledPipeline pipeline) {
        Endpoint endpoint = pipeline.endpoint()
                .orElseThrow(() -> CommandException.wrongInput(
                        "the pipeline " + pipeline.name() + " takes no webhooks: its source is "
                                + pipeline.source().name()));
        List<Secret> accepted = new WebhookProof(endpoint.verification()).secrets();
        return new DevReceiver(provider, pipeline, endpoint, accepted.stream().findFirst());
    }

    private static String provider(ConfigNode.Mapping written) {
        return written.get("source") instanceof ConfigNode.Mapping source
                        && source.get("config") instanceof ConfigNode.Mapping config
                        && config.get("provider") instanceof ConfigNode.Text provider
                ? provider.text()
                : GENERIC;
    }

    private static CompiledPipeline compile(
            List<Path> files, Map<String, String> texts, Plugins plugins, Binder.References references) {
        Compilation compilation = new PipelineCompiler(plugins, references, SystemTime.clock()).compile(files, texts);
        if (compilation.failed()) {
            throw CommandException.wrongInput(compilation.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .map(problem -> texts.isEmpty() ? ProblemText.of(problem) : problem.message())
                    .collect(Collectors.joining("; ")));
        }
        return compilation.pipelines().get(0);
    }

    /** The jar of a project, for its pipeline: of the version that {@code penstock dev} runs, or the one that was built. */
    static List<Path> jars(Project project) {
        try {
            return jar(project)
                    .map(List::of)
                    .orElseThrow(() -> CommandException.wrongInput("the project " + project.directory()
                            + " is not built yet; run 'penstock dev " + project.directory() + "' first"));
        } catch (IOException unreadable) {
            throw CommandException.wrongEnvironment(
                    "the project cannot be read: " + project.directory() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Optional<Path> jar(Project project) throws IOException {
        Optional<Path> running = DevVersions.newest(project);
        return running.isPresent() ? running : project.jar();
    }
}
