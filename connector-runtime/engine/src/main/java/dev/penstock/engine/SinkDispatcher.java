package dev.penstock.engine;

import dev.penstock.api.Batch;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.DeliverySettings.Ordering;
import dev.penstock.engine.strand.Strand;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the sink: lanes per key, batches, and the calls themselves. What an outcome means is decided by {@link
 * OutcomeJudge}. Touched on the strand only.
 */
final class SinkDispatcher {
    private static final Duration LONGEST_RECONNECT_PAUSE = Duration.ofSeconds(10);

    private final Strand strand;
    private final DeliverySettings settings;
    private final ConnectorSlot<Sink> slot;
    private final OutcomeJudge judge;
    private final PipelineMetrics metrics;

    private List<Lane> lanes;
    private ConcurrencyLimit limit;
    private int writes;

    /** Lanes that could write, were it not for the limit; who came first is next. */
    private final ArrayDeque<Lane> line = new ArrayDeque<>();

    private int nextLane;
    private boolean ordered;
    private boolean idempotent;
    private boolean stopped = true;
    private boolean hurried;
    private @Nullable Instant quietUntil;

    SinkDispatcher(
            PipelinePlan plan,
            Strand strand,
            RandomGenerator random,
            PipelineMetrics metrics,
            OutcomeJudge.Desk desk,
            ConnectorSlot.Listener<Sink> listener) {
        this.strand = strand;
        this.metrics = metrics;
        this.settings = plan.settings();
        Duration longest = settings.retry().maxDelay();
        Backoff reconnect = new Backoff(
                settings.retry().initialDelay(),
                longest.compareTo(LONGEST_RECONNECT_PAUSE) < 0 ? longest : LONGEST_RECONNECT_PAUSE,
                random);
        this.slot = new ConnectorSlot<>("sink", plan.sink(), strand, reconnect, settings.timeout(), listener);
        this.judge = new OutcomeJudge(settings, strand, random, desk, this);
        this.lanes = newLanes(1);
        this.limit = new ConcurrencyLimit(1);
    }

    ConnectorSlot<Sink> slot() {
        return slot;
    }

    private List<Lane> newLanes(int count) {
        List<Lane> fresh = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fresh.add(new Lane(settings.ordering() == Ordering.KEY));
        }
        return fresh;
    }

    /** A sink is there: learn what it can do, and begin. */
    void ready(Sink sink) {
        ordered = sink instanceof OrderedBatches;
        idempotent = sink instanceof Idempotent;
        int wanted = sink instanceof Concurrent concurrent ? Math.max(1, concurrent.concurrency()) : 1;
        spread(settings.ordering() == Ordering.STRICT ? 1 : wanted);
        metrics.sinkConcurrency(limit.writes());
        pump();
    }

    /** The number of lanes is known when the sink is first built, and stays: keys do not move between lanes. */
    private void spread(int count) {
        if (lanes.size() > 1 || count == 1) {
            return;
        }
        List<Flight> waiting = lanes.get(0).next(Integer.MAX_VALUE, Long.MAX_VALUE, false);
        lanes = newLanes(count);
        limit = new ConcurrencyLimit(count);
        waiting.forEach(this::enqueue);
    }

    /** Lets writes begin, or go on after {@link #stop}. */
    void go() {
        stopped = false;
        pump();
    }

    /** Begins no more writes; those under way end. */
    void stop() {
        stopped = true;
    }

    /** Waits for no more company: what is queued is written at once. */
    void hurry() {
        hurried = true;
        pump();
    }

    /** Queues an event; {@link #pump} sets things going. */
    void enqueue(Flight flight) {
        laneOf(flight).add(flight);
    }

    private Lane laneOf(Flight flight) {
        int count = lanes.size();
        if (count == 1) {
            return lanes.get(0);
        }
        if (settings.ordering() == Ordering.KEY) {
            int hash = flight.key().hashCode();
            return lanes.get(Math.floorMod(hash ^ (hash >>> 16), count));
        }
        nextLane = nextLane + 1 == count ? 0 : nextLane + 1;
        return lanes.get(nextLane);
    }

    /** Begins every write that can begin now. */
    void pump() {
        if (stopped) {
            return;
        }
        for (Lane lane : lanes) {
            pump(lane);
        }
    }

    void pump(Lane lane) {
        Sink sink = slot.usable();
        if (sink == null
                || stopped
                || lane.writing
                || lane.holds > 0
                || !lane.hasWork()
                || quiet()
                || waitsForCompany(lane)) {
            return;
        }
        if (writes >= limit.writes()) {
            standInLine(lane);
            return;
        }
        boolean alone = settings.ordering() == Ordering.STRICT && !ordered;
        List<Flight> flights = lane.next(
                alone ? 1 : settings.batch().maxEvents(),
                settings.batch().maxBytes().bytes(),
                !ordered);
        lane.ripe = false;
        if (!flights.isEmpty()) {
            write(sink, lane, flights);
        }
    }

    private void standInLine(Lane lane) {
        if (!lane.inLine) {
            lane.inLine = true;
            line.addLast(lane);
        }
    }

    /** A lane has written; those that waited for that go first. */
    private void pumpAfter(Lane lane) {
        if (line.isEmpty()) {
            pump(lane);
            return;
        }
        standInLine(lane);
        for (int left = line.size(); left > 0 && writes < limit.writes(); left--) {
            Lane next = line.removeFirst();
            next.inLine = false;
            pump(next);
        }
    }

    private boolean waitsForCompany(Lane lane) {
        Duration wait = settings.batch().maxWait();
        if (wait.isZero()
                || lane.ripe
                || hurried
                || lane.size() >= settings.batch().maxEvents()) {
            return false;
        }
        if (!lane.lingering) {
            lane.lingering = true;
            strand.schedule(wait, () -> {
                lane.lingering = false;
                lane.ripe = true;
                pump(lane);
            });
        }
        return true;
    }

    /** An event is durably dead-lettered: what waited behind it goes on. */
    void deadLettered(Flight flight) {
        Lane lane = flight.waitingLane;
        if (lane != null) {
            lane.unblock(flight);
            pump(lane);
        }
    }

    /** Takes events that wait, and are meant, off their lanes. */
    List<Flight> drop(Predicate<Flight> which) {
        List<Flight> dropped = new ArrayList<>();
        lanes.forEach(lane -> dropped.addAll(lane.drop(which)));
        return dropped;
    }

    /** Takes events that came with a kept one, and wait for it, off their lanes; what else waited for it goes on. */
    List<Flight> dropBehind(Flight kept) {
        Lane lane = kept.waitingLane;
        if (lane != null) {
            kept.waitingLane = null;
            lane.unblock(kept);
        }
        return switch (settings.ordering()) {
            case KEY ->
                drop(flight -> flight.intake() == kept.intake() && flight.key().equals(kept.key()));
            case STRICT -> drop(flight -> flight.intake() == kept.intake());
            case NONE -> List.of();
        };
    }

    /** Writes nothing in a lane for a while. */
    void hold(Lane lane, Duration pause) {
        lane.holds++;
        strand.schedule(pause, () -> {
            lane.holds--;
            pump(lane);
        });
    }

    private boolean quiet() {
        Instant until = quietUntil;
        return until != null && strand.clock().instant().isBefore(until);
    }

    /** The target asked not to be written to for a while. */
    void quiet(Duration pause) {
        Instant until = strand.clock().instant().plus(pause);
        Instant known = quietUntil;
        if (known == null || until.isAfter(known)) {
            quietUntil = until;
            strand.schedule(pause, this::pump);
        }
    }

    private void write(Sink sink, Lane lane, List<Flight> flights) {
        lane.writing = true;
        writes++;
        slot.enter();
        List<CloudEvent> events = new ArrayList<>(flights.size());
        for (Flight flight : flights) {
            events.add(flight.event);
        }
        Instant begun = strand.clock().instant();
        Batch batch = new Batch(events, Deadline.in(settings.timeout(), strand.clock()));
        strand.call("write", longest(), () -> sink.write(batch), (outcomes, thrown) -> {
            boolean inUse = 2 * writes >= limit.writes();
            lane.writing = false;
            writes--;
            boolean pushedBack = written(lane, flights, outcomes, thrown);
            adapt(flights.size(), begun, pushedBack, inUse);
            slot.leave();
            pumpAfter(lane);
        });
    }

    private void adapt(int events, Instant begun, boolean pushedBack, boolean inUse) {
        if (!limit.fixed()) {
            limit.ended(events, begun, strand.clock().instant(), pushedBack, inUse);
            metrics.sinkConcurrency(limit.writes());
        }
    }

    /** A sink that keeps its deadline is never given up; one that overruns it a little is given a little. */
    private Duration longest() {
        return settings.timeout().plus(settings.timeout().dividedBy(4));
    }

    /** Whether the target took less than it was given. */
    private boolean written(Lane lane, List<Flight> flights, @Nullable Outcomes outcomes, @Nullable Throwable thrown) {
        if (outcomes != null && outcomes.size() == flights.size()) {
            return judge.outcomes(lane, flights, outcomes);
        }
        Throwable reason = thrown != null ? thrown : new IllegalStateException("write returned no outcomes");
        Failure failure = Failures.of(reason);
        judge.thrown(lane, flights, failure, idempotent);
        if (!Failures.leavesConnectorSound(reason)) {
            slot.broken(failure);
        }
        return OutcomeJudge.pushesBack(failure);
    }
}
