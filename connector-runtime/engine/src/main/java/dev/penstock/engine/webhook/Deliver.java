package dev.penstock.engine.webhook;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The way from a webhook request into the pipeline. May be called by several threads at once; returns at once. */
@FunctionalInterface
public interface Deliver {
    /**
     * Takes the events of one request, all or none.
     *
     * @param events in order, at least one
     * @param taken run once when there is room and the events are under way, before they are settled; never run when the
     *     result is {@link Taken#FULL}
     * @return completes when every event is delivered or dead-lettered, or it is clear that not all will be
     */
    CompletionStage<Taken> deliver(List<CloudEvent> events, Runnable taken);

    /** What became of a request's events. */
    enum Taken {
        /** Every one is durably delivered or dead-lettered. */
        SETTLED,
        /** There was no room, or the pipeline is paused; none was taken. */
        FULL,
        /** The pipeline stopped before all were settled; the sender has to send them again. */
        GIVEN_UP,
        /** Not all could be delivered and there is no place for dead letters; sending them again may help. */
        UNDELIVERED,
        /** The target will never take at least one of them, and there is no place for dead letters. */
        REJECTED
    }
}
