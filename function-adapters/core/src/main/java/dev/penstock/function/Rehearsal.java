package dev.penstock.function;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Outcomes;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.engine.PipelinePlan;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A function that is started for show, so that the JVM sees which classes a start loads: nothing of the outside may notice. */
final class Rehearsal {
    private Rehearsal() {}

    /** The same pipeline, with a sink that keeps nothing, and no queue to take anything from. */
    static PipelinePlan of(PipelinePlan plan, Shape shape) {
        PipelinePlan.Factory<? extends Source> source = shape == Shape.QUEUE ? EmptyQueue::new : plan.source();
        return new PipelinePlan(
                plan.name(), plan.sourceName(), source, plan.sinkName(), Forgetting::new, plan.settings());
    }

    private static final class Forgetting implements Sink {
        @Override
        public Outcomes write(Batch batch) {
            return Outcomes.delivered(batch.size());
        }

        @Override
        public void close() {}
    }

    private static final class EmptyQueue implements QueueSource {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public List<Delivery> receive(ReceiveRequest request) throws InterruptedException {
            boolean unused = never.await(100, TimeUnit.MILLISECONDS);
            return List.of();
        }

        @Override
        public void settle(List<Settlement> settlements, Deadline deadline) {}

        @Override
        public void close() {
            never.countDown();
        }
    }
}
