package dev.penstock.engine;

import dev.penstock.api.Deadline;
import dev.penstock.api.Measured;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One bounded turn of a polling source: one poll of one partition, within the room there is, entered into the ledger and
 * handed to the pipeline.
 *
 * <p>A loop drives it in the runtime, one invocation in a function. Runs on the strand, but for the poll itself.
 */
final class SourceSlice {
    private final Strand strand;
    private final Pipeline pipeline;
    private final DeliverySettings settings;

    SourceSlice(Strand strand, Pipeline pipeline, DeliverySettings settings) {
        this.strand = strand;
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /** Whether a turn makes sense now: there is room for a batch, or nothing under way. */
    boolean hasRoom() {
        int room = pipeline.inFlight().room(); // I6
        return room > 0
                && (room >= settings.batch().maxEvents() || pipeline.inFlight().isEmpty() || !isRoomy());
    }

    private boolean isRoomy() {
        return settings.buffer().maxEvents() > settings.batch().maxEvents();
    }

    /**
     * Takes a turn.
     *
     * @param draining the source is asked for what is there, not for what may come
     * @param done told what the poll returned, after its events are on their way, or why it failed
     */
    void run(
            PollingSource source,
            DeliveryLedger ledger,
            boolean draining,
            BiConsumer<@Nullable Polled, @Nullable Throwable> done) {
        PollRequest request = new PollRequest(
                ledger.partition(),
                ledger.readTo(),
                Math.min(settings.batch().maxEvents(), pipeline.inFlight().room()),
                Math.min(
                        settings.batch().maxBytes().bytes(),
                        Math.max(1, pipeline.inFlight().roomBytes())),
                draining,
                Deadline.in(settings.timeout(), strand.clock()));
        Duration limit = settings.timeout().plus(settings.timeout().dividedBy(4));
        strand.call("poll", limit, () -> poll(source, request), (found, thrown) -> {
            if (found == null) {
                done.accept(null, thrown);
                return;
            }
            Polled polled = found.polled();
            if (!polled.events().isEmpty() || polled.next() != null) {
                Intake intake = ledger.enter(polled, strand.clock().instant());
                pipeline.accept(intake, found.arrivals());
            }
            pipeline.pending(found.pending(), OptionalInt.empty());
            done.accept(polled, null);
        });
    }

    private static Found poll(PollingSource source, PollRequest request) throws Exception {
        Polled polled = source.poll(request);
        OptionalLong pending = source instanceof Measured measured ? measured.pending() : OptionalLong.empty();
        return new Found(polled, new Arrivals(polled.events()), pending);
    }

    private record Found(Polled polled, Arrivals arrivals, OptionalLong pending) {}
}
