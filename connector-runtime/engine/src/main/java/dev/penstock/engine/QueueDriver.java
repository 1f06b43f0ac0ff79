package dev.penstock.engine;

import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Failure;
import dev.penstock.api.Measured;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.Source;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.strand.Strand;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Receives from a queue and settles what is safe, one call at a time: settlements first. */
final class QueueDriver implements SourceDriver {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration WAIT_WITH_UNSETTLED = Duration.ofMillis(20);

    private final Strand strand;
    private final Pipeline pipeline;
    private final ConnectorSlot<Source> slot;
    private final DeliverySettings settings;
    private List<Settlement> settlements = new ArrayList<>();
    private @Nullable QueueSource source;
    private boolean busy;
    private boolean settling;
    private boolean stopped;

    QueueDriver(Strand strand, Pipeline pipeline, ConnectorSlot<Source> slot, DeliverySettings settings) {
        this.strand = strand;
        this.pipeline = pipeline;
        this.slot = slot;
        this.settings = settings;
    }

    /** A new instance is there; receipts of the old one mean nothing to it. */
    void attach(QueueSource instance) {
        source = instance;
        settlements = new ArrayList<>();
        pump();
    }

    @Override
    public void detach() {
        source = null;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void go() {
        stopped = false;
        pump();
    }

    @Override
    public boolean atEnd() {
        return false;
    }

    @Override
    public boolean acknowledged() {
        return source == null || (settlements.isEmpty() && !settling);
    }

    @Override
    public void stored(List<Position> positions) {}

    @Override
    public void pump() {
        QueueSource current = source;
        if (current == null || busy) {
            return;
        }
        if (!settlements.isEmpty()) {
            settle(current);
        } else if (!stopped && pipeline.inFlight().room() > 0) { // I6
            receive(current);
        }
    }

    private void settle(QueueSource current) {
        List<Settlement> sent = settlements;
        settlements = new ArrayList<>();
        Deadline deadline = Deadline.in(settings.timeout(), strand.clock());
        begin();
        settling = true;
        strand.call(
                "settle",
                settings.timeout(),
                () -> {
                    current.settle(sent, deadline);
                    return true;
                },
                (done, thrown) -> {
                    settling = false;
                    end(thrown);
                });
    }

    private void receive(QueueSource current) {
        Duration wait = pipeline.inFlight().isEmpty() ? WAIT : WAIT_WITH_UNSETTLED;
        ReceiveRequest request = new ReceiveRequest(
                Math.min(settings.batch().maxEvents(), pipeline.inFlight().room()),
                Math.min(
                        settings.batch().maxBytes().bytes(),
                        Math.max(1, pipeline.inFlight().roomBytes())),
                Deadline.in(wait, strand.clock()));
        begin();
        strand.call("receive", settings.timeout(), () -> receive(current, request), (found, thrown) -> {
            if (found != null) {
                slot.works();
                taken(current, found);
                pipeline.pending(found.pending(), found.shares());
            }
            end(thrown);
        });
    }

    private static Found receive(QueueSource from, ReceiveRequest request) throws Exception {
        List<Delivery> deliveries = from.receive(request);
        List<CloudEvent> events = new ArrayList<>(deliveries.size());
        for (Delivery delivery : deliveries) {
            events.add(delivery.event());
        }
        return new Found(
                deliveries,
                new Arrivals(events),
                from instanceof Measured measured ? measured.pending() : OptionalLong.empty(),
                from instanceof Measured measured ? measured.shares() : OptionalInt.empty());
    }

    private record Found(List<Delivery> deliveries, Arrivals arrivals, OptionalLong pending, OptionalInt shares) {}

    private void taken(QueueSource from, Found found) {
        if (!found.deliveries().isEmpty()) {
            pipeline.accept(
                    new Received(from, found.deliveries(), strand.clock().instant()), found.arrivals());
        }
    }

    private void begin() {
        busy = true;
        slot.enter();
    }

    private void end(@Nullable Throwable thrown) {
        busy = false;
        if (thrown != null) {
            Failure failure = Failures.of(thrown);
            if (failure.mayRetry()) {
                slot.broken(failure);
            } else {
                slot.halted(failure);
            }
        }
        slot.leave();
        pipeline.changed();
    }

    /** The deliveries of one receive; each is acknowledged by itself. */
    private final class Received extends Intake {
        private final QueueSource from;
        private final List<Delivery> deliveries;
        private int unreleased;

        Received(QueueSource from, List<Delivery> deliveries, Instant takenAt) {
            super(takenAt, deliveries.size());
            this.from = from;
            this.deliveries = deliveries;
        }

        @Override
        void settled(int index, @Nullable CloudEvent reply) {
            unreleased++;
            if (from == source) {
                settlements.add(Settlement.acknowledge(deliveries.get(index).receipt())); // I1
            }
        }

        @Override
        void flush() {
            pipeline.inFlight().released(unreleased);
            unreleased = 0;
            pump();
        }
    }
}
