package dev.penstock.serve.scale;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many instances a function needs that reads a queue, as KEDA and the horizontal pod autoscaler do for an average value of an
 * external metric.
 *
 * <pre>
 * wanted    = ceil(waiting / target)
 * more      when the smallest wanted of the panic window is above the present number, at most twice those that are ready
 * fewer     when the largest wanted of the stable window is below it
 * bounds    = min … max, and never more than the source has shares
 * none      when nothing was to be done for idle
 * a look    when there is none for a while: one instance, which goes again as soon as it knows that nothing waits
 * </pre>
 *
 * <p>So a heap that one instance works off within the short window starts nothing, and members of a group do not come and go all the time,
 * each of which makes the group divide its partitions anew. The source of the formula: {@code computeReplicasForMetric} of
 * <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details">Kubernetes</a>, whose
 * stabilization window the stable window is.
 *
 * <p>Times are nanoseconds of any monotonic clock. For one thread.
 */
public final class BacklogScaler {
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Scaling scaling;
    private Duration lookEvery;
    private Phase phase = Phase.ASLEEP;
    /** The beginning of the phase; null at the very first. */
    private @Nullable Long since;

    private int desired;
    private OptionalInt shares = OptionalInt.empty();
    private boolean flowing = true;
    private long lastWork;
    /** All that are wanted are ready, and have been telling, from then on. */
    private long complete;

    private record Sample(long at, long waiting) {}

    private enum Phase {
        /** No instance, unless some are always there. */
        ASLEEP,
        /** One instance, which has not told yet. */
        LOOKING,
        /** There is something to do, or was until a while ago. */
        AWAKE
    }

    /**
     * A scaler that has seen nothing, and looks at once.
     *
     * @param lookEvery with no instance, one is started so often to look
     */
    public BacklogScaler(Scaling scaling, Duration lookEvery) {
        this.scaling = scaling;
        this.lookEvery = lookEvery;
        this.desired = scaling.min();
    }

    /** Goes on with other settings. */
    public void use(Scaling other, Duration otherLookEvery) {
        scaling = other;
        lookEvery = otherLookEvery;
    }

    /** Takes what the instances that are ready have told; not called while none has. */
    public void measured(long now, Backlog backlog) {
        flowing = backlog.flowing();
        if (backlog.shares().isPresent()) {
            shares = backlog.shares();
        }
        if (backlog.isWork()) {
            enter(Phase.AWAKE, now);
            lastWork = now;
        } else if (phase == Phase.LOOKING && backlog.pending().isPresent()) {
            enter(Phase.ASLEEP, now);
        } else if (phase == Phase.LOOKING) {
            enter(Phase.AWAKE, now); // it cannot tell, so only time shows that nothing comes
            lastWork = now;
        } else if (now - lastWork >= scaling.idle().toNanos()) {
            enter(Phase.ASLEEP, now);
        }
        backlog.waiting().ifPresent(waiting -> record(now, waiting));
    }

    private void enter(Phase next, long now) {
        if (phase != next) {
            phase = next;
            since = now;
        }
    }

    private void record(long now, long waiting) {
        if (samples.isEmpty()) {
            complete = now;
        }
        samples.addLast(new Sample(now, waiting));
        while (samples.getFirst().at() < now - scaling.stableWindow().toNanos()) {
            samples.removeFirst();
        }
    }

    /** Decides, given how many instances are ready. */
    public Decision decide(long now, int ready) {
        if (ready < desired) {
            complete = now;
        }
        Decision decision = phase == Phase.ASLEEP && scaling.min() == 0 ? asleep(now) : awake(now, ready);
        desired = decision.desired();
        return decision;
    }

    private Decision asleep(long now) {
        samples.clear();
        boolean look = since == null || now - since >= lookEvery.toNanos();
        if (look) {
            enter(Phase.LOOKING, now);
        }
        return decision(now, look ? 1 : 0, look ? "looks whether something waits" : "nothing waits");
    }

    private Decision awake(long now, int ready) {
        int present = Math.max(1, desired);
        int wanted = present;
        String why = waiting(now);
        if (now - complete >= scaling.panicWindow().toNanos()) {
            int more = instances(least(now));
            int most = flowing ? 2 * Math.max(1, ready) : present;
            wanted = Math.max(present, Math.min(more, most));
            if (!flowing && more > present) {
                why = "more would not help: what is taken cannot be delivered";
            }
        }
        if (now - complete >= scaling.stableWindow().toNanos()) {
            wanted = Math.max(Math.min(wanted, instances(greatest())), 1);
        }
        if (shares.isPresent() && wanted > Math.max(1, shares.getAsInt())) {
            wanted = Math.max(1, shares.getAsInt());
            why = "the source can be divided among " + wanted;
        }
        if (wanted > scaling.max()) {
            return decision(now, scaling.max(), why + ", and never more than max");
        }
        return wanted < scaling.min()
                ? decision(now, scaling.min(), "never fewer than min")
                : decision(now, wanted, why);
    }

    private String waiting(long now) {
        return samples.isEmpty()
                ? "nobody can tell yet how much waits"
                : samples.getLast().waiting() == 0
                        ? "kept until it was idle for " + Texts.of(scaling.idle())
                        : least(now) + " events wait, " + scaling.target() + " per instance";
    }

    private int instances(long waiting) {
        return (int) Math.min(Integer.MAX_VALUE, (waiting + scaling.target() - 1) / scaling.target());
    }

    /** Of the short window. */
    private long least(long now) {
        long oldest = now - scaling.panicWindow().toNanos();
        long least = samples.isEmpty() ? 0 : samples.getLast().waiting();
        for (Sample sample : samples) {
            least = sample.at() >= oldest ? Math.min(least, sample.waiting()) : least;
        }
        return least;
    }

    /** Of the long window. */
    private long greatest() {
        return samples.stream().mapToLong(Sample::waiting).max().orElse(0);
    }

    private Decision decision(long now, int instances, String why) {
        double recent = samples.isEmpty() ? 0 : least(now);
        return new Decision(instances, false, greatest(), recent, why);
    }
}
