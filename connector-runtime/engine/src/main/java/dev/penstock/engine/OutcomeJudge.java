package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Blame;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.engine.DeliverySettings.Ordering;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from the outcomes of a write: settled, tried again, dead letter, connected anew, or halt. Touched on the
 * strand only.
 */
final class OutcomeJudge {
    /** Takes the verdicts. */
    interface Desk {
        /** The event is safe in the sink, or left out because the configuration says so. */
        void settled(Flight flight, Outcome outcome);

        /** The event will be tried again. */
        void retried(Flight flight, Failure failure);

        /** The event is given up: to the dead letters. */
        void givenUp(Flight flight, Failure failure, boolean rejected);

        /** All verdicts of a write are in. */
        void judged();

        /** Somebody must mend something before anything more is written. */
        void halted(Failure failure);
    }

    private final DeliverySettings settings;
    private final Strand strand;
    private final Backoff backoff;
    private final Desk desk;
    private final SinkDispatcher dispatcher;

    OutcomeJudge(
            DeliverySettings settings, Strand strand, RandomGenerator random, Desk desk, SinkDispatcher dispatcher) {
        this.settings = settings;
        this.strand = strand;
        this.backoff =
                new Backoff(settings.retry().initialDelay(), settings.retry().maxDelay(), random);
        this.desk = desk;
        this.dispatcher = dispatcher;
    }

    /** Whether that is the target's answer to too much, or may be: those that it mends by being given less. */
    static boolean pushesBack(Failure failure) {
        return failure.blame() == Blame.EXTERNAL && failure.mayRetry();
    }

    /**
     * The sink said what became of each event.
     *
     * @return whether the target pushed back
     */
    boolean outcomes(Lane lane, List<Flight> flights, Outcomes outcomes) {
        List<Flight> back = new ArrayList<>(0);
        @Nullable Failure broken = null;
        @Nullable Failure halt = null;
        boolean interrupted = false;
        boolean pushedBack = false;
        for (int i = 0; i < flights.size(); i++) {
            Flight flight = flights.get(i);
            Outcome outcome = outcomes.get(i);
            if (outcome == null && interrupted) {
                back.add(flight); // the sink stopped at an earlier event and never tried this one
                continue;
            }
            if (outcome == null) {
                outcome = Outcome.retry(Failure.internal("no-outcome", "the sink gave no outcome for the event"));
            }
            switch (outcome.kind()) {
                case DELIVERED, SKIPPED -> {
                    dispatcher.slot().works();
                    desk.settled(flight, outcome); // I1
                }
                case REJECTED -> {
                    dispatcher.slot().works();
                    desk.givenUp(flight, ((Outcome.Rejected) outcome).failure(), true); // I3
                }
                case HALT -> {
                    interrupted = true;
                    halt = ((Outcome.Halt) outcome).failure();
                    back.add(flight);
                }
                case RETRY -> {
                    interrupted = true;
                    Outcome.Retry retry = (Outcome.Retry) outcome;
                    pushedBack |= pushesBack(retry.failure());
                    if (retry.failure().remedy() == Remedy.RECONNECT) {
                        broken = retry.failure();
                        desk.retried(flight, broken);
                        back.add(flight);
                    } else {
                        retry(lane, flight, retry, back);
                    }
                }
            }
        }
        lane.giveBack(back);
        desk.judged();
        if (broken != null) {
            dispatcher.slot().broken(broken);
        }
        if (halt != null) {
            desk.halted(halt);
        }
        return pushedBack;
    }

    private void retry(Lane lane, Flight flight, Outcome.Retry retry, List<Flight> back) {
        Duration quiet = retry.after();
        if (quiet != null) {
            // The target regulates its load; that is no fault of the event and not counted against it.
            desk.retried(flight, retry.failure());
            back.add(flight);
            dispatcher.quiet(quiet);
            return;
        }
        flight.attempts++;
        if (flight.attempts >= settings.retry().maxAttempts()) {
            if (settings.ordering() != Ordering.NONE) {
                // I4: a crash before the dead letter is durable would try it again, after later ones of its key.
                lane.block(flight);
                flight.waitingLane = lane;
            }
            desk.givenUp(flight, retry.failure(), false); // I3
            return;
        }
        desk.retried(flight, retry.failure());
        Duration pause = backoff.after(flight.attempts);
        if (settings.ordering() == Ordering.KEY) {
            if (lane.park(flight)) {
                strand.schedule(pause, () -> {
                    lane.unpark(flight.key());
                    dispatcher.pump(lane);
                });
            }
        } else if (settings.ordering() == Ordering.NONE) {
            strand.schedule(pause, () -> {
                lane.giveBack(List.of(flight));
                dispatcher.pump(lane);
            });
        } else {
            back.add(flight);
            dispatcher.hold(lane, pause);
        }
    }

    /** The write failed as a whole: nobody knows what was taken. Smaller batches find the event at fault. */
    void thrown(Lane lane, List<Flight> flights, Failure failure, boolean idempotent) {
        List<Flight> back = new ArrayList<>(flights.size());
        if (failure.remedy() == Remedy.RECONNECT) {
            for (Flight flight : flights) {
                desk.retried(flight, failure);
                back.add(flight);
            }
        } else if (flights.size() == 1) {
            Flight flight = flights.get(0);
            if (failure.mayRetry()) {
                retry(lane, flight, new Outcome.Retry(failure, null), back);
            } else {
                desk.givenUp(flight, failure, true); // I3
            }
        } else {
            // Halves are fewest calls; one by one is fewest repetitions, for sinks where a repetition shows.
            int smaller = idempotent ? (flights.size() + 1) / 2 : 1;
            for (Flight flight : flights) {
                flight.batchLimit = smaller;
                desk.retried(flight, failure);
                back.add(flight);
            }
            if (failure.mayRetry()) {
                dispatcher.hold(lane, backoff.after(1));
            }
        }
        lane.giveBack(back);
        desk.judged();
    }
}
