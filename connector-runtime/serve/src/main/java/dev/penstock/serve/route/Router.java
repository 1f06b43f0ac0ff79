package dev.penstock.serve.route;

import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import dev.penstock.serve.route.Carrier.Carried;
import dev.penstock.serve.scale.ConcurrencyMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the requests of one function to its instances: to the one with the fewest under way that has a free slot, and as long as
 * none has, they wait.
 *
 * <p>A request whose instance fails is given to another one when that is safe: when no byte of it was sent, when the instance says
 * that it did not take it, or, once, when its events have ids. In all other cases the sender is told to send it again. It hears 2xx
 * only from an instance.
 *
 * <p>Any thread may call; none is kept waiting.
 */
public final class Router {
    private static final System.Logger LOG = System.getLogger("dev.penstock.serve");
    private static final long AVOID = Duration.ofMillis(250).toNanos();
    private static final int MOST_GIVEN = 8;

    private final String function;
    private final Carrier carrier;
    private final LongSupplier nanos;
    private final RequestStats stats = new RequestStats();
    private final Waiting waiting = new Waiting();
    private final List<Backend> backends = new ArrayList<>();
    private final ConcurrencyMeter meter;
    private RouterLimits limits;
    private Runnable onArrival = () -> {};
    private boolean closed;

    /**
     * A router without instances.
     *
     * @param nanos a monotonic clock
     */
    public Router(String function, RouterLimits limits, Carrier carrier, LongSupplier nanos) {
        this.function = function;
        this.limits = limits;
        this.carrier = carrier;
        this.nanos = nanos;
        this.meter = new ConcurrencyMeter(nanos.getAsLong());
    }

    /** Goes on with other limits. */
    public synchronized void use(RouterLimits other) {
        limits = other;
    }

    /** Called, by the thread of the request, when a request has to wait while there is no instance. */
    public synchronized void onArrival(Runnable action) {
        onArrival = action;
    }

    /** Takes a request; completes with its answer, never exceptionally. */
    public CompletionStage<RawReply> submit(RawRequest request) {
        Held held;
        Runnable wanted;
        synchronized (this) {
            long now = nanos.getAsLong();
            held = new Held(request, now, now + limits.hold().toNanos());
            boolean taken = !closed && waiting.offer(held, limits);
            if (!taken) {
                stats.refused();
                held.reply.complete(closed ? Replies.STOPPING : Replies.FULL);
                return held.reply;
            }
            meter.add(1, now);
            wanted = backends.isEmpty() ? onArrival : null;
        }
        if (wanted != null) {
            wanted.run();
        }
        pump();
        return held.reply;
    }

    /** From now on the instance gets requests. */
    public void add(Backend backend) {
        synchronized (this) {
            backends.add(backend);
        }
        pump();
    }

    /** The instance gets no new requests; those that it has it may finish. */
    public synchronized void remove(Backend backend) {
        backend.open = false;
        backends.remove(backend);
    }

    /** In place of all others, at once. */
    public void replaceAll(List<Backend> others) {
        synchronized (this) {
            backends.forEach(backend -> backend.open = false);
            backends.clear();
            backends.addAll(others);
        }
        pump();
    }

    /** How many requests the instance has. */
    public synchronized int inFlight(Backend backend) {
        return backend.inFlight;
    }

    /** How many requests the instance has answered. */
    public synchronized long answered(Backend backend) {
        return backend.answered;
    }

    /** Takes nothing new any more; what waits goes on. */
    public synchronized void close() {
        closed = true;
    }

    /** Nothing waits and nothing is under way. */
    public synchronized boolean isQuiet() {
        return meter.present() == 0;
    }

    /** Sends everyone who waits away: to be called again and again, and at the end. */
    public void expire(boolean all) {
        List<Held> over;
        synchronized (this) {
            over = all ? waiting.all() : waiting.expired(nanos.getAsLong());
        }
        for (Held held : over) {
            finish(held, all ? Replies.STOPPING : Replies.WAITED);
        }
        pump(); // an instance that was avoided may be tried again
    }

    /** The average number of requests, waiting and under way, since the last call. */
    public synchronized double averageConcurrency() {
        return meter.average(nanos.getAsLong());
    }

    /** Requests under way and waiting. */
    public synchronized int concurrency() {
        return meter.present();
    }

    /** Requests that wait. */
    public synchronized int queued() {
        return waiting.size();
    }

    /** The bodies of those that wait. */
    public synchronized long queuedBytes() {
        return waiting.bytes();
    }

    /** What was asked and answered so far. */
    public RequestStats stats() {
        return stats;
    }

    private void pump() {
        while (true) {
            Held held;
            Backend backend;
            synchronized (this) {
                backend = freest();
                held = backend == null ? null : waiting.next();
                if (backend == null || held == null) {
                    return;
                }
                backend.inFlight++;
                held.given++;
            }
            send(held, backend);
        }
    }

    private @Nullable Backend freest() {
        long now = nanos.getAsLong();
        Backend best = null;
        for (Backend backend : backends) {
            boolean usable = backend.inFlight < limits.slots() && !(backend.avoided && now - backend.avoidUntil < 0);
            if (usable && (best == null || backend.inFlight < best.inFlight)) {
                best = backend;
            }
        }
        return best;
    }

    private void send(Held held, Backend backend) {
        var unused = carrier.carry(held.request, backend.port(), limits().limit())
                .thenAccept(carried -> came(held, backend, carried));
    }

    private synchronized RouterLimits limits() {
        return limits;
    }

    private void came(Held held, Backend backend, Carried carried) {
        RawReply reply = judge(held, backend, carried);
        if (reply != null) {
            finish(held, reply);
        }
        pump();
    }

    /** The answer for the sender; null when the request goes to another instance. */
    private synchronized @Nullable RawReply judge(Held held, Backend backend, Carried carried) {
        backend.inFlight--;
        if (carried instanceof Carried.Answered answered && answered.taken()) {
            backend.avoided = false;
            backend.answered++;
            return answered.reply(); // I1: a 2xx comes from an instance or not at all
        }
        backend.avoided = true;
        backend.avoidUntil = nanos.getAsLong() + AVOID;
        RawReply otherwise;
        boolean again;
        if (carried instanceof Carried.Failed failed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0}: {1} did not answer: {2}",
                    function,
                    backend.name(),
                    failed.reason());
            held.sent += failed.sent() ? 1 : 0;
            again = !failed.sent() || (limits.repeatable() && !failed.late() && held.sent < 2);
            otherwise = failed.late() ? Replies.LATE : Replies.BROKEN;
        } else {
            again = true;
            otherwise = ((Carried.Answered) carried).reply();
        }
        if (!again || closedAndEmpty() || held.given >= MOST_GIVEN) {
            return otherwise;
        }
        stats.repeated();
        waiting.putBack(held);
        return null;
    }

    /** Whether nobody would come for what waits. */
    private boolean closedAndEmpty() {
        return closed && backends.isEmpty();
    }

    private void finish(Held held, RawReply reply) {
        long now;
        synchronized (this) {
            now = nanos.getAsLong();
            meter.add(-1, now);
        }
        stats.answered(reply.status(), now - held.arrived, now);
        held.reply.complete(reply);
    }
}
