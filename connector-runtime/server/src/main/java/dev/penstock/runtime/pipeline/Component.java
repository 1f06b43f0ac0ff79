package dev.penstock.runtime.pipeline;

import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.api.SourceContext;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.runtime.plugin.Installed;
import java.time.InstantSource;

/** A connector with its bound config: all that is needed to build it again and again. */
record Component(Installed connector, Record config) {
    PipelinePlan.Factory<Source> source(String pipeline, InstantSource clock) {
        return () -> connector.source(config, new SourceContext(pipeline, connector.reference(), clock));
    }

    PipelinePlan.Factory<Sink> sink(String pipeline, InstantSource clock) {
        return () -> connector.sink(config, new SinkContext(pipeline, connector.reference(), clock));
    }
}
