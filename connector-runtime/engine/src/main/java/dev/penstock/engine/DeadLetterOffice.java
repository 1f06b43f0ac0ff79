package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores dead letters, and says when they are durable. Touched on the strand only. */
final class DeadLetterOffice {
    /** Told what becomes of the letters. */
    interface Listener {
        /** These are durable. */
        void stored(List<Flight> flights);

        /** Storing failed and is tried again; nothing else should be written meanwhile. Null: it works again. */
        void blocked(@Nullable Failure failure);
    }

    private final DeadLetterStore store;
    private final Strand strand;
    private final Backoff backoff;
    private final Duration timeout;
    private final Listener listener;
    private List<Flight> flights = new ArrayList<>();
    private List<DeadLetter> letters = new ArrayList<>();
    private boolean storing;
    private int failures;

    DeadLetterOffice(DeadLetterStore store, Strand strand, Backoff backoff, Duration timeout, Listener listener) {
        this.store = store;
        this.strand = strand;
        this.backoff = backoff;
        this.timeout = timeout;
        this.listener = listener;
    }

    /** Accepts a letter; {@link #send} stores it. */
    void post(Flight flight, DeadLetter letter) {
        flights.add(flight);
        letters.add(letter);
    }

    /** Stores what was posted, all letters that wait in one call. */
    void send() {
        if (storing || letters.isEmpty()) {
            return;
        }
        storing = true;
        List<Flight> sentFlights = flights;
        List<DeadLetter> sentLetters = letters;
        flights = new ArrayList<>();
        letters = new ArrayList<>();
        store(sentFlights, sentLetters);
    }

    private void store(List<Flight> sentFlights, List<DeadLetter> sentLetters) {
        strand.call(
                "store dead letters",
                timeout,
                () -> {
                    store.store(sentLetters);
                    return true;
                },
                (done, thrown) -> {
                    if (thrown != null) {
                        // I3: no dead letter, no progress. The event stays, the pipeline waits.
                        failures++;
                        listener.blocked(Failures.of(thrown));
                        strand.schedule(backoff.after(failures), () -> store(sentFlights, sentLetters));
                        return;
                    }
                    storing = false;
                    if (failures > 0) {
                        failures = 0;
                        listener.blocked(null);
                    }
                    listener.stored(sentFlights);
                    send();
                });
    }
}
