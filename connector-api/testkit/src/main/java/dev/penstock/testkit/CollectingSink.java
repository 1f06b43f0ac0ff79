package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import java.util.List;

/** A sink that takes everything into a list, which outlives it. */
final class CollectingSink implements Sink, OrderedBatches {
    private final List<CloudEvent> taken;

    CollectingSink(List<CloudEvent> taken) {
        this.taken = taken;
    }

    @Override
    public Outcomes write(Batch batch) {
        taken.addAll(batch.events());
        return Outcomes.delivered(batch.size());
    }

    @Override
    public void close() {}
}
