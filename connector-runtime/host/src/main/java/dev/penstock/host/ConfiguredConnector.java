package dev.penstock.host;

import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.api.SourceContext;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.engine.PipelinePlan;
import java.time.InstantSource;

/**
 * A connector with its bound config: all that is needed to build it again and again.
 *
 * @param connector its classes
 * @param config its config
 */
public record ConfiguredConnector(JarConnector connector, Record config) {
    /** Builds it as the source of a pipeline. */
    public PipelinePlan.Factory<Source> source(String pipeline, InstantSource clock) {
        return () -> connector.source(config, new SourceContext(pipeline, connector.reference(), clock));
    }

    /** Builds it as the state store of a pipeline. */
    public PipelinePlan.Factory<StateStore> stateStore(String pipeline, InstantSource clock) {
        return () -> connector.stateStore(config, new StateStoreContext(pipeline, connector.reference(), clock));
    }

    /** Builds it as a sink of a pipeline. */
    public PipelinePlan.Factory<Sink> sink(String pipeline, InstantSource clock) {
        return () -> connector.sink(config, new SinkContext(pipeline, connector.reference(), clock));
    }
}
