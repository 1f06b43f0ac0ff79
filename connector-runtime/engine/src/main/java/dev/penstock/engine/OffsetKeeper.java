package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.OffsetStore.Claim;
import dev.penstock.engine.state.OffsetStore.StaleClaimException;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores the positions of ledgers, many at once and not more often than useful. Touched on the strand only. */
final class OffsetKeeper {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Told what becomes of positions. */
    interface Listener {
        /** These are durable; that many events will not come again. */
        void stored(List<Position> positions, int events);

        /** Storing failed and is tried again. Null: it works again. */
        void failed(@Nullable Failure failure);

        /** Somebody else owns the pipeline's offsets now. */
        void lost(Failure failure);
    }

    private final OffsetStore store;
    private final Claim claim;
    private final Strand strand;
    private final Backoff backoff;
    private final Duration timeout;
    private final InFlight inFlight;
    private final Listener listener;
    private final Set<DeliveryLedger> moved = new LinkedHashSet<>();
    private boolean storing;
    private boolean pausing;
    private boolean lost;
    private boolean hurried;
    private int failures;

    OffsetKeeper(
            OffsetStore store,
            Claim claim,
            Strand strand,
            Backoff backoff,
            Duration timeout,
            InFlight inFlight,
            Listener listener) {
        this.store = store;
        this.claim = claim;
        this.strand = strand;
        this.backoff = backoff;
        this.timeout = timeout;
        this.inFlight = inFlight;
        this.listener = listener;
    }

    /** Whether somebody else owns the offsets now. */
    boolean isLost() {
        return lost;
    }

    /** Whether every position is durable. */
    boolean isIdle() {
        return !storing && moved.isEmpty();
    }

    /** The position of a ledger has moved. */
    void moved(DeliveryLedger ledger) {
        moved.add(ledger);
    }

    /** Stores from now on without a pause. */
    void hurry() {
        hurried = true;
        storeSoon();
    }

    /** Stores what has moved: at once when nothing else is going on or room is short, else with others after a pause. */
    void storeSoon() {
        if (storing || lost || moved.isEmpty()) {
            return;
        }
        if (failures == 0 && (hurried || inFlight.allSettled() || inFlight.crowded())) {
            store();
        } else if (!pausing) {
            pausing = true;
            strand.schedule(failures == 0 ? PAUSE : backoff.after(failures), () -> {
                pausing = false;
                if (!storing && !lost && !moved.isEmpty()) {
                    store();
                }
            });
        }
    }

    private void store() {
        storing = true;
        List<DeliveryLedger> ledgers = new ArrayList<>(moved);
        moved.clear();
        List<Position> positions = new ArrayList<>(ledgers.size());
        try {
            for (DeliveryLedger ledger : ledgers) {
                positions.add(ledger.takePosition());
            }
        } catch (RuntimeException e) {
            stored(ledgers, positions, e); // I9: an offset is the connector's, and may be computed only when asked
            return;
        }
        strand.call(
                "store offsets",
                timeout,
                () -> {
                    store.save(claim, offsets(positions));
                    return true;
                },
                (done, thrown) -> stored(ledgers, positions, thrown));
    }

    private static Map<Partition, Offset> offsets(List<Position> positions) {
        Map<Partition, Offset> offsets = new LinkedHashMap<>();
        for (Position position : positions) {
            Offset offset = position.offset();
            if (offset != null) {
                offsets.put(position.partition(), offset);
            }
        }
        return offsets;
    }

    private void stored(List<DeliveryLedger> ledgers, List<Position> positions, @Nullable Throwable thrown) {
        storing = false;
        if (thrown instanceof StaleClaimException) {
            lost = true; // I2
            listener.lost(Failure.user(
                    "claimed", thrown.getMessage() + "; run it in one place only, or restart it here to take over"));
            return;
        }
        if (thrown != null) {
            for (int i = 0; i < positions.size(); i++) {
                ledgers.get(i).putBack(positions.get(i));
            }
            moved.addAll(ledgers);
            failures++;
            listener.failed(Failures.of(thrown));
        } else {
            if (failures > 0) {
                failures = 0;
                listener.failed(null);
            }
            int events = 0;
            for (Position position : positions) {
                events += position.events();
            }
            listener.stored(positions, events);
        }
        storeSoon();
    }
}
