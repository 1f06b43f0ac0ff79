package dev.penstock.engine;

import dev.penstock.api.Sink;
import dev.penstock.api.Source;

/**
 * What a pipeline is made of, ready to be built.
 *
 * @param name unique in the process; offsets and dead letters are kept under it
 * @param sourceName the source's connector and version, {@code file@1.2.0}
 * @param source builds the source; called again after each failure of it
 * @param sinkName the sink's connector and version
 * @param sink builds the sink; called again after each failure of it
 * @param settings how events are delivered
 */
public record PipelinePlan(
        String name,
        String sourceName,
        Factory<? extends Source> source,
        String sinkName,
        Factory<? extends Sink> sink,
        DeliverySettings settings) {

    /** Builds a connector; may block and may throw. */
    @FunctionalInterface
    public interface Factory<T> {
        /** A new, connected instance. */
        T build() throws Exception;
    }
}
