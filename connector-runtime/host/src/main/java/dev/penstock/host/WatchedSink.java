package dev.penstock.host;

import dev.penstock.api.Batch;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.PipelinePlan;
import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/** Watch what becomes of events at a sink, without a part in it. */
public final class WatchedSink {
    private WatchedSink() {}

    /** Hears of each event that a sink was given. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * An event was written, or was not.
         *
         * <p>Called after each write for each of its events, by the thread that wrote, several at once if the sink is
         * {@link dev.penstock.api.Concurrent}; should not block for long, for the pipeline waits. Must not throw.
         *
         * @param outcome what the sink says; retry when it says nothing, or throws
         */
        void written(CloudEvent event, Outcome outcome);
    }

    /** The plan with the same sinks, of the same abilities, watched. */
    public static PipelinePlan watched(PipelinePlan plan, Watcher watcher) {
        return new PipelinePlan(
                plan.name(),
                plan.sourceName(),
                plan.source(),
                plan.sinkName(),
                () -> watched(plan.sink().build(), watcher),
                plan.settings());
    }

    private static Sink watched(Sink sink, Watcher watcher) {
        return SinkDoor.before(sink, (batch, inside) -> {
            try {
                Outcomes outcomes = inside.write(batch);
                tell(batch, outcomes, watcher);
                return outcomes;
            } catch (Exception thrown) {
                Outcomes failed = Outcomes.all(batch.size(), Outcome.retry(Failure.of(thrown)));
                tell(batch, failed, watcher);
                throw thrown;
            }
        });
    }

    private static void tell(Batch batch, @Nullable Outcomes outcomes, Watcher watcher) {
        for (int i = 0; i < batch.size(); i++) {
            Outcome outcome = outcomes == null || i >= outcomes.size() ? null : outcomes.get(i);
            watcher.written(batch.event(i), outcome == null ? forgotten() : outcome);
        }
    }

    private static Outcome forgotten() {
        return Outcome.retry(Failure.internal("no-outcome", "the sink did not say what became of it"));
    }
}
