package dev.penstock.host;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.DeadLetterStore;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters to a connector's sink, each wrapped in an event of its own.
 *
 * <p>The sink is built when the first dead letter comes, and anew after it failed. Any thread may call; one writes at a
 * time. Methods block for as long as the sink does.
 */
public final class SinkDeadLetters implements DeadLetterStore, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.penstock.state");

    private final PipelinePlan.Factory<? extends Sink> factory;
    private final Duration timeout;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Sink sink;

    /**
     * Dead letters into the sinks of that factory.
     *
     * @param timeout how long a write may take
     */
    public SinkDeadLetters(PipelinePlan.Factory<? extends Sink> factory, Duration timeout, InstantSource clock) {
        this.factory = factory;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public void store(List<DeadLetter> letters) throws Exception {
        // I9: a store that was given up while another one hangs ends here, and keeps no thread
        lock.lockInterruptibly();
        try {
            storeAlone(letters);
        } finally {
            lock.unlock();
        }
    }

    private void storeAlone(List<DeadLetter> letters) throws Exception {
        List<CloudEvent> events = new ArrayList<>(letters.size());
        for (DeadLetter letter : letters) {
            events.add(DeadLetterEvent.wrap(letter));
        }
        try {
            Sink present = sink == null ? factory.build() : sink;
            sink = present;
            if (present instanceof OrderedBatches) {
                write(present, events);
            } else {
                for (CloudEvent event : events) {
                    write(present, List.of(event)); // two of them may share a key
                }
            }
        } catch (Exception e) {
            closeSink();
            throw e;
        }
    }

    private void write(Sink present, List<CloudEvent> events) throws Exception {
        Outcomes outcomes = present.write(new Batch(events, Deadline.in(timeout, clock)));
        for (int i = 0; i < events.size(); i++) {
            @Nullable Failure failure = failure(i < outcomes.size() ? outcomes.get(i) : null);
            if (failure != null) {
                throw new ConnectorException(failure); // I3: not durable, so not taken
            }
        }
    }

    private static @Nullable Failure failure(@Nullable Outcome outcome) {
        if (outcome == null) {
            return Failure.internal("no-outcome", "the dead letter sink did not say what became of an event");
        }
        return switch (outcome.kind()) {
            case DELIVERED -> null;
            case RETRY -> ((Outcome.Retry) outcome).failure();
            case REJECTED -> ((Outcome.Rejected) outcome).failure();
            case HALT -> ((Outcome.Halt) outcome).failure();
            // I3: leaving out what was already given up would lose it
            case SKIPPED ->
                Failure.user(
                        "dead-letter-skipped",
                        "the dead letter sink left an event out (" + ((Outcome.Skipped) outcome).reason()
                                + "); configure it to take every event");
        };
    }

    /** Closes the sink, if there is one; one that hangs in a write is left to the end of the process. */
    @Override
    public void close() {
        if (!lock.tryLock()) {
            LOG.log(System.Logger.Level.WARNING, "a dead letter sink was still writing and is not closed in order");
            return;
        }
        try {
            closeSink();
        } finally {
            lock.unlock();
        }
    }

    private void closeSink() {
        Sink present = sink;
        sink = null;
        if (present == null) {
            return;
        }
        try {
            present.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "a dead letter sink did not close in order", e);
        }
    }
}
