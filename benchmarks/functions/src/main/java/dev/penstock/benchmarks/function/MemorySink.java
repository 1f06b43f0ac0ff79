package dev.penstock.benchmarks.function;

import dev.penstock.api.Batch;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;

/** A sink that takes everything at once, so that what is measured is the way to it. */
public final class MemorySink implements Sink, OrderedBatches {
    /** It needs nothing. */
    public record Config() {}

    /** As packages build it. */
    public MemorySink(Config config, SinkContext context) {}

    @Override
    public Outcomes write(Batch batch) {
        return Outcomes.delivered(batch.size());
    }

    @Override
    public void close() {}
}
