package dev.penstock.runtime.pipeline;

import dev.penstock.api.Sink;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.runtime.plugin.Installed;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A pipeline that is ready to run.
 *
 * @param file where it stands
 * @param plan what the engine needs
 * @param source the connector it reads from
 * @param sink the connector it writes to
 * @param deadLetter the sink for what cannot be delivered; the state store takes it when empty
 * @param endpoint where it listens, if its source is a webhook
 * @param guarantee what it promises
 * @param scaling its {@code scaling} block, if there is one
 */
public record CompiledPipeline(
        Path file,
        PipelinePlan plan,
        Installed source,
        Installed sink,
        Optional<DeadLetterSink> deadLetter,
        Optional<Endpoint> endpoint,
        Guarantee guarantee,
        Optional<PipelineFile.Scaling> scaling) {

    /** Its name, unique among those compiled together. */
    public String name() {
        return plan.name();
    }

    /**
     * A sink for dead letters.
     *
     * @param connector its connector
     * @param factory builds it
     */
    public record DeadLetterSink(Installed connector, PipelinePlan.Factory<Sink> factory) {}
}
