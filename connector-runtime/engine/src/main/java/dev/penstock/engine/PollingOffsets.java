package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.OffsetStore.Claim;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of a pipeline with a polling source: claimed and loaded, again until that works; then kept. Touched on the strand
 * only.
 */
final class PollingOffsets implements OffsetKeeper.Listener {
    /** Told what becomes of them. */
    interface Listener {
        /** They are ours: reading goes on from there. */
        void loaded(Map<Partition, Offset> offsets);

        /** These are durable. */
        void stored(List<Position> positions);

        /** Somebody else owns them now. */
        void lost(Failure failure);

        /** The store failed, and is tried again. Null: it works again. */
        void failed(@Nullable Failure failure);
    }

    private final OffsetStore store;
    private final String pipelineName;
    private final Duration timeout;
    private final Strand strand;
    private final Backoff backoff;
    private final Pipeline pipeline;
    private final Listener listener;
    private @Nullable OffsetKeeper keeper;
    private boolean closing;
    private int failures;

    PollingOffsets(
            OffsetStore store,
            PipelinePlan plan,
            Strand strand,
            Backoff backoff,
            Pipeline pipeline,
            Listener listener) {
        this.store = store;
        this.pipelineName = plan.name();
        this.timeout = plan.settings().timeout();
        this.strand = strand;
        this.backoff = backoff;
        this.pipeline = pipeline;
        this.listener = listener;
    }

    private record Loaded(Claim claim, Map<Partition, Offset> offsets) {}

    void load() {
        strand.call(
                "load offsets",
                timeout,
                () -> new Loaded(store.claim(pipelineName), store.load(pipelineName)),
                (loaded, thrown) -> {
                    if (loaded != null) {
                        keep(loaded);
                    } else if (!closing) {
                        failures++;
                        strand.schedule(backoff.after(failures), this::load);
                        listener.failed(Failures.of(thrown == null ? new IllegalStateException("no offsets") : thrown));
                    }
                });
    }

    private void keep(Loaded loaded) {
        OffsetKeeper fresh =
                new OffsetKeeper(store, loaded.claim(), strand, backoff, timeout, pipeline.inFlight(), this);
        keeper = fresh;
        pipeline.storeOffsetsWith(fresh);
        listener.failed(null);
        listener.loaded(loaded.offsets());
    }

    /** Tries no more to load them. */
    void close() {
        closing = true;
    }

    /** Stores from now on without a pause. */
    void hurry() {
        if (keeper != null) {
            keeper.hurry();
        }
    }

    /** Whether every position is durable. */
    boolean isIdle() {
        return keeper == null || keeper.isIdle();
    }

    /** Whether somebody else owns them now. */
    boolean isLost() {
        return keeper != null && keeper.isLost();
    }

    @Override
    public void stored(List<Position> positions, int events) {
        pipeline.positionsStored(events);
        listener.stored(positions);
    }

    @Override
    public void failed(@Nullable Failure failure) {
        listener.failed(failure);
    }

    @Override
    public void lost(Failure failure) {
        listener.lost(failure);
    }
}
