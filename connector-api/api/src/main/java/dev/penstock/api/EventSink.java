package dev.penstock.api;

import io.cloudevents.CloudEvent;

/**
 * The small form of a sink: one event in, nothing or an exception out.
 *
 * <p>Events of a batch are written one after another. After a failure that may be retried the rest of the batch is left
 * for the engine to send again, so that order is kept.
 */
public interface EventSink extends Sink, OrderedBatches {
    /**
     * Writes one event; returning means that it is durably taken.
     *
     * <p>Called by one thread at a time; may block until the deadline.
     *
     * @throws ConnectorException when the failure is understood; any other exception counts as internal and is retried
     */
    void write(CloudEvent event, Deadline deadline) throws Exception;

    @Override
    default Outcomes write(Batch batch) {
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            CloudEvent event = batch.event(i);
            Outcome outcome = Outcome.of(() -> write(event, batch.deadline()));
            outcomes.set(i, outcome);
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                break;
            }
        }
        return outcomes;
    }
}
