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
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.ConnectorKind.Direction;
import dev.penstock.host.EventOverrides;
import dev.penstock.host.state.SharedState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles one pipeline file. Adds to the problems of that file; for one thread. */
final class FileCompiler {
    private final ComponentCompiler components;
    private final Binder binder;
    private final EventOverrides overrides;
    private final InstantSource clock;

    FileCompiler(ComponentCompiler components, Binder binder, EventOverrides overrides, InstantSource clock) {
        this.components = components;
        this.binder = binder;
        this.overrides = overrides;
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
        PipelineFile.State stateBlock = file == null ? null : file.state();
        Component state = components.compile(
                content.get("state"),
                stateBlock == null ? null : stateBlock.component(),
                "state",
                Direction.STATE,
                problems);
        String name = PipelineName.of(path, file, written, problems);
        if (file == null || source == null || sink == null || problems.haveErrors()) {
            return null;
        }
        Optional<Endpoint> endpoint = endpoint(name, source, content, problems);
        if (problems.haveErrors()) {
            return null;
        }
        if (state != null) {
            warnOfIdleState(source, content, problems);
        }
        PipelinePlan plan = new PipelinePlan(
                name,
                source.installed().reference(),
                source.configured().source(name, clock),
                sink.installed().reference(),
                overrides.around(sink.configured().sink(name, clock)),
                file.delivery().settings());
        return new CompiledPipeline(
                path,
                content,
                plan,
                source.installed(),
                sink.installed(),
                Optional.ofNullable(deadLetter)
                        .map(each -> new CompiledPipeline.DeadLetterSink(
                                each.installed(), each.configured().sink(name, clock))),
                Optional.ofNullable(state == null || stateBlock == null ? null : state(name, state, stateBlock)),
                endpoint,
                Guarantees.of(endpoint, sink, plan.settings()),
                Optional.ofNullable(file.scaling()),
                Stream.of(source, sink, deadLetter, state)
                        .filter(Objects::nonNull)
                        .flatMap(each -> each.localDisk().stream())
                        .toList());
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

    private CompiledPipeline.State state(String pipeline, Component state, PipelineFile.State block) {
        return new CompiledPipeline.State(
                state.installed(),
                new SharedState.Settings(state.configured().stateStore(pipeline, clock), block.lease()));
    }

    private static void warnOfIdleState(Component source, ConfigNode.Mapping content, FileProblems problems) {
        ConnectorKind kind = source.installed().kind();
        if (kind == ConnectorKind.QUEUE_SOURCE || kind == ConnectorKind.TRIGGER_SOURCE) {
            problems.warning(
                    FileProblems.place(content, "state", "connector"),
                    "state",
                    "nothing is kept there: the source " + source.installed().name() + " has no offsets here",
                    "remove the block");
        }
    }

    /** Builds a webhook source, which does no input or output, to ask where it will listen. */
    private Optional<Endpoint> endpoint(
            String pipeline, Component source, ConfigNode.Mapping content, FileProblems problems) {
        if (source.installed().kind() != ConnectorKind.WEBHOOK_SOURCE) {
            return Optional.empty();
        }
        try (Source built = source.configured().source(pipeline, clock).build()) {
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
                    "the connector " + source.installed().reference() + " failed: " + failure,
                    "this is a bug of the connector; report it to its author");
        }
        return Optional.empty();
    }
}
