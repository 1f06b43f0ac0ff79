package dev.penstock.runtime.pipeline;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Source;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.runtime.plugin.ConnectorKind;
import dev.penstock.runtime.plugin.ConnectorKind.Direction;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles one pipeline file. Adds to the problems of that file; for one thread. */
final class FileCompiler {
    private final ComponentCompiler components;
    private final Binder binder;
    private final InstantSource clock;

    FileCompiler(ComponentCompiler components, Binder binder, InstantSource clock) {
        this.components = components;
        this.binder = binder;
        this.clock = clock;
    }

    /** The pipeline, or null when there is an error. */
    @Nullable
    CompiledPipeline compile(Path path, ConfigNode.Mapping written, FileProblems problems) {
        ConfigNode.Mapping content = ReservedKeys.remove(written, problems);
        Binder.Bound<PipelineFile> bound = binder.bind(PipelineFile.class, content, "");
        problems.addAll(bound.problems());
        PipelineFile file = bound.value();
        // connectors are compiled even when the file around them has errors, so that all problems come at once
        Component source = components.compile(
                content.get("source"), file == null ? null : file.source(), "source", Direction.SOURCE, problems);
        Component sink = components.compile(
                content.get("sink"), file == null ? null : file.sink(), "sink", Direction.SINK, problems);
        Component deadLetter = deadLetter(content, file, problems);
        String name = PipelineName.of(path, file, written, problems);
        if (file == null || source == null || sink == null || problems.haveErrors()) {
            return null;
        }
        Optional<Endpoint> endpoint = endpoint(name, source, content, problems);
        if (problems.haveErrors()) {
            return null;
        }
        PipelinePlan plan = new PipelinePlan(
                name,
                source.connector().reference(),
                source.source(name, clock),
                sink.connector().reference(),
                sink.sink(name, clock),
                file.delivery().settings());
        return new CompiledPipeline(
                path,
                plan,
                source.connector(),
                sink.connector(),
                Optional.ofNullable(deadLetter)
                        .map(each -> new CompiledPipeline.DeadLetterSink(each.connector(), each.sink(name, clock))),
                endpoint,
                Guarantees.of(endpoint, sink.connector(), plan.settings()),
                Optional.ofNullable(file.scaling()));
    }

    private @Nullable Component deadLetter(
            ConfigNode.Mapping content, @Nullable PipelineFile file, FileProblems problems) {
        ConfigNode block =
                content.get("delivery") instanceof ConfigNode.Mapping delivery ? delivery.get("dead-letter") : null;
        return components.compile(
                block,
                file == null ? null : file.delivery().deadLetter(),
                "delivery.dead-letter",
                Direction.SINK,
                problems);
    }

    /** Builds a webhook source, which does no input or output, to ask where it will listen. */
    private Optional<Endpoint> endpoint(
            String pipeline, Component source, ConfigNode.Mapping content, FileProblems problems) {
        if (source.connector().kind() != ConnectorKind.WEBHOOK_SOURCE) {
            return Optional.empty();
        }
        try (Source built = source.source(pipeline, clock).build()) {
            Endpoint endpoint = ((WebhookSource) built).endpoint();
            if (endpoint.verification().kind() == Verification.Kind.NONE) {
                problems.warning(
                        FileProblems.place(content, "source", "config"),
                        "source.config",
                        "anyone who reaches " + endpoint.path() + " may post events: nothing proves who sends them",
                        "set 'secrets' or 'auth', unless the network keeps others away");
            }
            if (endpoint.respond() == Endpoint.Respond.IMMEDIATELY) {
                problems.warning(
                        FileProblems.place(content, "source", "config", "respond"),
                        "source.config.respond",
                        "the sender is answered before the event is delivered, and a crash loses what was answered: at most"
                                + " once",
                        "use 'respond: after-delivered', unless losing events is fine");
            }
            return Optional.of(endpoint);
        } catch (ConnectorException refused) {
            problems.error(
                    FileProblems.place(content, "source", "config"),
                    "source.config",
                    refused.failure().message(),
                    "");
        } catch (Exception failure) {
            problems.error(
                    FileProblems.place(content, "source", "connector"),
                    "source.connector",
                    "the connector " + source.connector().reference() + " failed: " + failure,
                    "this is a bug of the connector; report it to its author");
        }
        return Optional.empty();
    }
}
