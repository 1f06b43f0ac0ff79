package dev.penstock.runtime.supervise;

import dev.penstock.api.Sink;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.host.state.SharedState;
import java.util.Optional;

/**
 * A pipeline to be run.
 *
 * @param plan what the engine needs
 * @param polling whether its source can come to an end
 * @param deadLetter builds the sink for dead letters; the data directory takes them when empty
 * @param state where its offsets and seen deliveries are kept; the data directory when empty
 * @param endpoint where it listens, if it does
 */
public record PipelineSpec(
        PipelinePlan plan,
        boolean polling,
        Optional<PipelinePlan.Factory<Sink>> deadLetter,
        Optional<SharedState.Settings> state,
        Optional<Endpoint> endpoint) {}
