package dev.penstock.runtime.backlog;

import dev.penstock.engine.strand.Workers;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The backlogs of pipelines that run elsewhere, or nowhere at the moment: their sources are polled from the offsets in their
 * state stores, and what comes is counted and forgotten. No offset moves, nothing is acknowledged and no lease is taken, so
 * that those who run the pipelines do not notice.
 */
public final class ObservedBacklogs implements Backlogs, AutoCloseable {
    /** How long one measurement may take before it is interrupted. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private final Workers workers;
    private final Map<String, CompiledPipeline> pipelines = new TreeMap<>();
    private final Map<String, ObservedSource> observed = new TreeMap<>();

    /**
     * The backlogs of those pipelines; connects to nothing yet.
     *
     * @param clock the time
     * @param longest how long one measurement may take
     */
    public ObservedBacklogs(List<CompiledPipeline> pipelines, InstantSource clock, Duration longest) {
        this.workers = new Workers(clock, ObservedBacklogs::bug);
        for (CompiledPipeline pipeline : pipelines) {
            String name = pipeline.name();
            this.pipelines.put(name, pipeline);
            if (Measurable.refusal(pipeline.source()).isEmpty()
                    && pipeline.state().isPresent()) {
                observed.put(
                        name,
                        new ObservedSource(
                                pipeline, pipeline.state().get().settings(), workers.newStrand(name), clock, longest));
            }
        }
    }

    private static void bug(String pipeline, Throwable thrown) {
        System.getLogger("dev.penstock.scaler")
                .log(System.Logger.Level.ERROR, pipeline + ": a bug in Penstock", thrown);
    }

    /** Why a pipeline cannot be measured from outside; empty when it can. */
    public static Optional<String> refusal(CompiledPipeline pipeline) {
        Optional<String> refusal = Measurable.refusal(pipeline.source());
        return refusal.isPresent() || pipeline.state().isPresent()
                ? refusal
                : Optional.of(
                        "pipeline '" + pipeline.name()
                                + "' keeps its position on the disk of whoever runs it; name a store for it in a 'state' block");
    }

    @Override
    public CompletableFuture<Backlog> measure(String pipeline) {
        CompiledPipeline known = pipelines.get(pipeline);
        if (known == null) {
            return CompletableFuture.completedFuture(Measurable.unlisted(pipeline, pipelines.keySet()));
        }
        ObservedSource source = observed.get(pipeline);
        return source == null
                ? CompletableFuture.completedFuture(
                        Backlog.unmeasurable(refusal(known).orElse("")))
                : source.measure();
    }

    /** Lets go of the sources and stores; does not wait for one that hangs. */
    @Override
    public void close() {
        observed.values().forEach(ObservedSource::close);
        workers.close();
    }
}
