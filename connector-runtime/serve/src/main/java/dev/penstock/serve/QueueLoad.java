package dev.penstock.serve;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.serve.route.HttpCarrier.Told;
import dev.penstock.serve.scale.Backlog;
import dev.penstock.serve.scale.BacklogScaler;
import dev.penstock.serve.scale.Decision;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait in a queue. Only instances know the source, so they are asked; while there is none, one is started from time to time
 * to look.
 */
final class QueueLoad implements Load {
    private static final System.Logger LOG = System.getLogger("dev.penstock.serve");
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final int RATE_SECONDS = 10;
    private static final String RUNNING = "running";

    private final Ground ground;
    private final BacklogScaler scaler;
    private final Deque<Settled> lately = new ArrayDeque<>();
    private @Nullable Backlog backlog;

    private record Settled(long at, long events) {}

    /**
     * What an instance told last.
     *
     * @param pending below 0 when it cannot tell
     * @param shares 0 when it cannot tell
     */
    record Report(String state, long pending, int shares, long inFlight, long received, long settled, String message) {
        boolean isHalted() {
            return state.equals("halted");
        }

        boolean flows() {
            return state.equals(RUNNING);
        }
    }

    QueueLoad(FunctionPackage function, Ground ground) {
        this.ground = ground;
        this.scaler = new BacklogScaler(function.scaling(), function.interval());
    }

    @Override
    public void use(FunctionPackage function) {
        scaler.use(function.scaling(), function.interval());
    }

    @Override
    public Decision decide(long now, Fleet fleet) {
        sum(now, fleet.instances());
        if (backlog != null) {
            scaler.measured(now, backlog);
        }
        for (Instance instance : fleet.instances()) {
            if (instance.state == Instance.State.READY) {
                ask(instance);
            }
        }
        return scaler.decide(now, fleet.ready());
    }

    @Override
    public @Nullable Backlog backlog() {
        return backlog;
    }

    private void sum(long now, List<Instance> instances) {
        long pending = -1;
        long inFlight = 0;
        int shares = 0;
        int told = 0;
        boolean flowing = true;
        boolean moved = false;
        for (Instance instance : instances) {
            Report report = instance.report;
            if (instance.state != Instance.State.READY || report == null) {
                continue;
            }
            told++;
            inFlight += report.inFlight();
            pending = report.pending() < 0 ? pending : Math.max(0, pending) + report.pending();
            shares = Math.max(shares, report.shares());
            flowing &= report.flows();
            moved |= report.received() > instance.received;
            instance.received = report.received();
            lately.addLast(new Settled(now, report.settled() - instance.settled));
            instance.settled = report.settled();
        }
        backlog = told == 0
                ? null
                : new Backlog(
                        pending < 0 ? OptionalLong.empty() : OptionalLong.of(pending),
                        inFlight,
                        shares == 0 ? OptionalInt.empty() : OptionalInt.of(shares),
                        moved,
                        flowing,
                        perSecond(now));
    }

    private double perSecond(long now) {
        while (!lately.isEmpty()
                && now - lately.getFirst().at()
                        >= Duration.ofSeconds(RATE_SECONDS).toNanos()) {
            lately.removeFirst();
        }
        return lately.stream().mapToLong(Settled::events).sum() / (double) RATE_SECONDS;
    }

    private void ask(Instance instance) {
        if (instance.asking) {
            return;
        }
        instance.asking = true;
        var unused = ground.carrier
                .get(instance.port, "/report", ANSWERS_WITHIN)
                .whenComplete((told, failure) -> ground.control(() -> told(instance, told)));
    }

    /** Who does not answer keeps what it told before; if it hangs, others see to it. */
    private static void told(Instance instance, @Nullable Told told) {
        instance.asking = false;
        if (told == null || told.status() != 200) {
            return;
        }
        try {
            Map<String, Object> json = JSON.std.mapFrom(told.text());
            Report report = new Report(
                    String.valueOf(json.get("state")),
                    number(json, "pending", -1),
                    (int) number(json, "shares", 0),
                    number(json, "inFlight", 0),
                    number(json, "received", 0),
                    number(json, "settled", 0),
                    String.valueOf(json.getOrDefault("message", "")));
            instance.report = report;
            instance.reason = report.flows() ? "" : report.state() + ": " + report.message();
        } catch (IOException malformed) {
            LOG.log(System.Logger.Level.DEBUG, "an instance told no JSON", malformed);
        }
    }

    private static long number(Map<String, Object> json, String key, long otherwise) {
        return json.get(key) instanceof Number number ? number.longValue() : otherwise;
    }
}
