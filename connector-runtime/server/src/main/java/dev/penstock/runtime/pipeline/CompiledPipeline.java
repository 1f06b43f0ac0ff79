package dev.penstock.runtime.pipeline;

import dev.penstock.api.Sink;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.host.state.SharedState;
import dev.penstock.runtime.plugin.Installed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A pipeline that is ready to run.
 *
 * @param file where it stands
 * @param written what stands there
 * @param plan what the engine needs
 * @param source the connector it reads from
 * @param sink the connector it writes to
 * @param deadLetter the sink for what cannot be delivered; the data directory takes it when empty
 * @param state the store of its state; the data directory when empty
 * @param endpoint where it listens, if its source is a webhook
 * @param guarantee what it promises
 * @param scaling its {@code scaling} block, if there is one
 * @param localDisk one line for each of its connectors that needs the disk of the machine it runs on
 */
public record CompiledPipeline(
        Path file,
        ConfigNode.Mapping written,
        PipelinePlan plan,
        Installed source,
        Installed sink,
        Optional<DeadLetterSink> deadLetter,
        Optional<State> state,
        Optional<Endpoint> endpoint,
        Guarantee guarantee,
        Optional<PipelineFile.Scaling> scaling,
        List<String> localDisk) {

    /** Its name, unique among those compiled together. */
    public String name() {
        return plan.name();
    }

    /** The same with another plan, made of its own. */
    public CompiledPipeline with(UnaryOperator<PipelinePlan> change) {
        return new CompiledPipeline(
                file,
                written,
                change.apply(plan),
                source,
                sink,
                deadLetter,
                state,
                endpoint,
                guarantee,
                scaling,
                localDisk);
    }

    /**
     * A store of state.
     *
     * @param connector its connector
     * @param settings builds it, and the length of leases
     */
    public record State(Installed connector, SharedState.Settings settings) {}

    /**
     * A sink for dead letters.
     *
     * @param connector its connector
     * @param factory builds it
     */
    public record DeadLetterSink(Installed connector, PipelinePlan.Factory<Sink> factory) {}
}
