package dev.penstock.runtime.backlog;

import dev.penstock.engine.PipelineStatus.State;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The backlogs of pipelines that run in this process: what their sources said at their last turn, and what is under way. Asks
 * nothing of a source, so that none can keep it waiting.
 */
public final class RunningBacklogs implements Backlogs {
    private final PenstockRuntime runtime;
    private final Map<String, CompiledPipeline> pipelines = new TreeMap<>();

    /** The backlogs of those pipelines, which run there. */
    public RunningBacklogs(PenstockRuntime runtime, List<CompiledPipeline> pipelines) {
        this.runtime = runtime;
        pipelines.forEach(pipeline -> this.pipelines.put(pipeline.name(), pipeline));
    }

    @Override
    public CompletableFuture<Backlog> measure(String pipeline) {
        return CompletableFuture.completedFuture(now(pipeline));
    }

    private Backlog now(String name) {
        CompiledPipeline pipeline = pipelines.get(name);
        if (pipeline == null) {
            return Measurable.unlisted(name, pipelines.keySet());
        }
        if (!Measurable.counts(pipeline)) {
            return Backlog.unmeasurable("the source " + pipeline.source().name() + " of pipeline '" + name
                    + "' cannot tell how much waits; scale it by something else");
        }
        return runtime.snapshot().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(RunningBacklogs::of)
                .orElseGet(() -> Backlog.unknown("pipeline '" + name + "' has ended"));
    }

    private static Backlog of(PipelineSnapshot pipeline) {
        State state = pipeline.status().state();
        boolean polls = state == State.RUNNING || state == State.PAUSED || state == State.DRAINING;
        if (!polls && state != State.COMPLETED) {
            // what was measured before it broke says nothing about now
            return Backlog.unknown("pipeline '" + pipeline.name() + "' is not reading: " + pipeline.reason());
        }
        long waiting = pipeline.metrics().pending();
        return waiting < 0
                ? Backlog.unknown("the source of pipeline '" + pipeline.name() + "' has not told yet how much waits")
                : Backlog.of(waiting + pipeline.metrics().inFlight());
    }
}
