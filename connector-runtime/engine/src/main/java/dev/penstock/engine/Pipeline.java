package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Poison;
import dev.penstock.api.Sink;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.strand.Strand;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The middle of a pipeline: events come in from the source, go to the dispatcher, and their fate goes back to whoever brought
 * them. Steps between source and sink have their place here. Touched on the strand only.
 */
final class Pipeline implements OutcomeJudge.Desk, DeadLetterOffice.Listener {
    /** What the pipeline's surroundings want to hear. */
    interface Surroundings {
        /** Something has changed: room, positions, ends. */
        void changed();

        /** Somebody must mend something. */
        void halted(Failure failure);

        /** What keeps events from being delivered now, or null. */
        @Nullable
        Failure inTheWay();

        /** Dead letters cannot be stored (or can again, when null). */
        void deadLettersBlocked(@Nullable Failure failure);
    }

    private static final Failure OVER = Failure.disconnected("out-of-time", "nobody waits for the event any more");
    private final PipelinePlan plan;
    private final Strand strand;
    private final PipelineMetrics metrics;
    private final Surroundings surroundings;
    private final InFlight inFlight;
    private final SinkDispatcher dispatcher;
    private final @Nullable DeadLetterOffice deadLetters;
    private @Nullable OffsetKeeper offsets;

    private record Kept(Flight flight, Failure failure) {}

    private final List<Kept> kept = new ArrayList<>(0);
    private int overdue;
    private @Nullable Intake current;
    private long settledBytes;
    private int settledCount;
    private int delivered;
    private int retrying;
    private @Nullable Instant lastProgress;

    Pipeline(
            PipelinePlan plan,
            Ports ports,
            Strand strand,
            PipelineMetrics metrics,
            Surroundings surroundings,
            ConnectorSlot.Listener<Sink> sinkListener) {
        this.plan = plan;
        this.strand = strand;
        this.metrics = metrics;
        this.surroundings = surroundings;
        this.inFlight = new InFlight(plan.settings().buffer(), metrics);
        this.dispatcher = new SinkDispatcher(plan, strand, ports.random(), metrics, this, sinkListener);
        Backoff backoff = new Backoff(
                plan.settings().retry().initialDelay(), plan.settings().retry().maxDelay(), ports.random());
        DeadLetterStore store = ports.deadLetters();
        this.deadLetters = store == null
                ? null
                : new DeadLetterOffice(store, strand, backoff, plan.settings().timeout(), this);
    }

    InFlight inFlight() {
        return inFlight;
    }

    SinkDispatcher dispatcher() {
        return dispatcher;
    }

    /** How many events wait for another attempt. */
    int retrying() {
        return retrying;
    }

    /** When an event was last settled. */
    @Nullable
    Instant lastProgress() {
        return lastProgress;
    }

    /** Where positions are stored from now on. */
    void storeOffsetsWith(OffsetKeeper keeper) {
        offsets = keeper;
    }

    /** Takes events in; each is settled through the intake, in whatever order they finish. */
    void accept(Intake intake, Arrivals arrivals) {
        int count = arrivals.count();
        if (count == 0) {
            storeSoon();
            return;
        }
        metrics.received(count);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            Flight flight = arrivals.flight(intake, i);
            bytes += flight.bytes;
            if (flight.event instanceof Poison poison) {
                unreadable(flight, poison);
            } else {
                dispatcher.enqueue(flight);
            }
        }
        inFlight.taken(intake, count, bytes);
        sendDeadLetters();
        if (!kept.isEmpty()) {
            judged();
        }
        dispatcher.pump();
    }

    private void sendDeadLetters() {
        if (deadLetters != null) {
            deadLetters.send();
        }
    }

    /** What keeps events from being delivered now, or else that. */
    Failure reason(Failure otherwise) {
        Failure known = surroundings.inTheWay();
        return known == null ? otherwise : known;
    }

    /** Nobody waits for these events any more: those that are not being written now are not written again. */
    void giveUp(Intake intake, Failure reason) {
        intake.giveUp(reason);
        overdue++;
        judged();
    }

    private void keepAll(List<Flight> flights, Failure reason) {
        for (Flight flight : flights) {
            if (flight.keep(reason, false)) {
                account(flight);
            }
        }
    }

    /** The source could make no event of a record: it never reaches the sink. */
    private void unreadable(Flight flight, Poison poison) {
        metrics.rejected(1);
        if (deadLetters == null) {
            keepUpstream(flight, poison.failure(), true);
            return;
        }
        DeadLetter letter = new DeadLetter(
                plan.name(),
                poison.event(),
                poison.failure(),
                1,
                "source",
                plan.sourceName(),
                strand.clock().instant());
        deadLetters.post(flight, letter); // I3
    }

    /** How much waits in the source, if it knows. */
    void pending(OptionalLong count, OptionalInt shares) {
        metrics.pending(count.orElse(-1), shares.orElse(0));
    }

    void positionMoved(DeliveryLedger ledger) {
        if (offsets != null) {
            offsets.moved(ledger);
        }
    }

    /** These positions are durable: their events will not come again. */
    void positionsStored(int events) {
        inFlight.released(events);
    }

    void changed() {
        surroundings.changed();
    }

    @Override
    public void settled(Flight flight, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.SKIPPED) {
            metrics.skipped(1);
        } else {
            delivered++;
        }
        settle(flight, outcome instanceof Outcome.Delivered told ? told.reply() : null);
    }

    private void settle(Flight flight, @Nullable CloudEvent reply) {
        flight.settle(reply);
        account(flight);
    }

    private void account(Flight flight) {
        Intake intake = flight.intake();
        if (intake != current) {
            flushRun();
            current = intake;
        }
        if (flight.retried) {
            retrying--;
        }
        settledCount++;
        settledBytes += flight.bytes;
    }

    /** Passes on what was settled of one intake, in one go. */
    private void flushRun() {
        Intake intake = current;
        if (intake == null) {
            return;
        }
        current = null;
        Instant now = strand.clock().instant();
        lastProgress = now;
        metrics.settled(Duration.between(intake.takenAt, now), settledCount);
        inFlight.settled(intake, settledCount, settledBytes);
        settledCount = 0;
        settledBytes = 0;
        if (intake.isOver() && intake.allSettled()) {
            overdue--;
        }
        intake.flush();
    }

    @Override
    public void retried(Flight flight, Failure failure) {
        if (!flight.retried) {
            flight.retried = true;
            retrying++;
        }
        metrics.retried(1);
    }

    @Override
    public void givenUp(Flight flight, Failure failure, boolean rejected) {
        if (rejected) {
            metrics.rejected(1);
            flight.attempts++;
        }
        if (deadLetters == null) {
            keepUpstream(flight, failure, rejected);
            return;
        }
        DeadLetter letter = new DeadLetter(
                plan.name(),
                flight.event,
                failure,
                flight.attempts,
                "sink",
                plan.sinkName(),
                strand.clock().instant());
        deadLetters.post(flight, letter);
    }

    /** I3: with no place for dead letters, whoever brought the event keeps it, and those behind it in its key. */
    private void keepUpstream(Flight flight, Failure failure, boolean rejected) {
        if (!flight.keep(failure, rejected)) {
            surroundings.halted(failure);
            return;
        }
        account(flight);
        kept.add(new Kept(flight, failure));
    }

    private void keepThoseBehind() {
        for (Kept each : kept) {
            keepAll(dispatcher.dropBehind(each.flight()), each.failure());
        }
        kept.clear();
        if (overdue > 0) {
            keepAll(dispatcher.drop(flight -> flight.intake().isOver()), OVER);
        }
    }

    @Override
    public void judged() {
        keepThoseBehind();
        flushRun();
        metrics.delivered(delivered);
        delivered = 0;
        sendDeadLetters();
        storeSoon();
        surroundings.changed();
    }

    private void storeSoon() {
        if (offsets != null) {
            offsets.storeSoon();
        }
    }

    @Override
    public void halted(Failure failure) {
        surroundings.halted(failure);
    }

    @Override
    public void stored(List<Flight> flights) {
        metrics.deadLettered(flights.size());
        log().log(
                        System.Logger.Level.WARNING,
                        "{0}: {1,choice,1#one event|1<{1} events} could not be delivered and went to the dead letters",
                        plan.name(),
                        flights.size());
        flights.forEach(flight -> settle(flight, null)); // I1: durably dead-lettered is settled
        flights.forEach(dispatcher::deadLettered);
        judged();
    }

    @Override
    public void blocked(@Nullable Failure failure) {
        surroundings.deadLettersBlocked(failure);
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.pipeline");
    }
}
