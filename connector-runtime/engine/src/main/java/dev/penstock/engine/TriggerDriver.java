package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.strand.Strand;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes the events of invocations, if there is room, and says what became of each. */
final class TriggerDriver implements SourceDriver {
    private static final Failure STOPPED =
            Failure.disconnected("stopped", "the pipeline takes no events now; bring them again");
    private static final Failure FULL =
            Failure.disconnected("busy", "there is no room for more events now; bring them again");
    private static final Failure LATE = Failure.disconnected(
            "out-of-time", "the event was not delivered before the invocation had to end; bring it again");

    private final Strand strand;
    private final Pipeline pipeline;
    private final Set<Invocation> open = new LinkedHashSet<>();
    private boolean stopped;

    TriggerDriver(Strand strand, Pipeline pipeline) {
        this.strand = strand;
        this.pipeline = pipeline;
    }

    /** Takes events, all or none; completes with the fate of each, by position, once all are known or time is over. */
    CompletionStage<List<Fate>> bring(List<CloudEvent> events, Duration limit) {
        Arrivals arrivals = new Arrivals(events);
        CompletableFuture<List<Fate>> answer = new CompletableFuture<>();
        strand.execute(() -> {
            if (events.isEmpty()) {
                answer.complete(List.of());
            } else if (stopped) {
                answer.complete(keep(events.size(), pipeline.reason(STOPPED)));
            } else if (pipeline.inFlight().room() < events.size()
                    && !pipeline.inFlight().isEmpty()) {
                answer.complete(keep(events.size(), FULL)); // I6
            } else {
                Invocation invocation = new Invocation(answer, strand.clock().instant(), events.size());
                invocation.limit = strand.schedule(limit, () -> pipeline.giveUp(invocation, pipeline.reason(LATE)));
                open.add(invocation);
                pipeline.accept(invocation, arrivals);
            }
        });
        return answer;
    }

    /** Nothing more can be delivered until somebody mends something: nobody needs to wait for that. */
    void halted(Failure failure) {
        List.copyOf(open).forEach(invocation -> pipeline.giveUp(invocation, failure));
    }

    private static List<Fate> keep(int count, Failure failure) {
        Fate[] fates = new Fate[count];
        Arrays.fill(fates, new Fate.Kept(failure, false));
        return List.of(fates);
    }

    @Override
    public void pump() {}

    @Override
    public void detach() {}

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void go() {
        stopped = false;
    }

    @Override
    public boolean atEnd() {
        return false;
    }

    @Override
    public boolean acknowledged() {
        return true;
    }

    @Override
    public void stored(List<Position> positions) {}

    /** The events of one invocation, answered together. */
    private final class Invocation extends Intake {
        private final CompletableFuture<List<Fate>> answer;
        private final @Nullable Fate[] fates;
        private Strand.@Nullable Timer limit;

        Invocation(CompletableFuture<List<Fate>> answer, Instant takenAt, int size) {
            super(takenAt, size);
            this.answer = answer;
            this.fates = new Fate[size];
        }

        @Override
        void settled(int index, @Nullable CloudEvent reply) {
            fates[index] = reply == null ? Fate.Settled.PLAIN : new Fate.Settled(reply);
        }

        @Override
        boolean keeps(int index, Failure failure, boolean rejected) {
            fates[index] = new Fate.Kept(failure, rejected);
            return true;
        }

        @Override
        void flush() {
            if (allSettled()) {
                pipeline.inFlight().released(fates.length);
                answer(STOPPED);
            }
        }

        @Override
        void abandoned() {
            answer(STOPPED);
        }

        @Override
        void givenUp(Failure reason) {
            answer(reason);
        }

        /** Of those under way nobody knows: they count as not delivered. */
        private void answer(Failure reason) {
            open.remove(this);
            if (limit != null) {
                limit.cancel();
            }
            List<Fate> known = new ArrayList<>(fates.length);
            for (Fate fate : fates) {
                known.add(fate == null ? new Fate.Kept(reason, false) : fate); // I1
            }
            answer.complete(known);
        }
    }
}
