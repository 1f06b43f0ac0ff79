package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds a source or a sink: builds it, and when it is broken closes it and builds it anew with backoff. Touched on the strand
 * only.
 *
 * @param <T> the connector
 */
final class ConnectorSlot<T extends AutoCloseable> {
    /** Told what becomes of the connector. */
    interface Listener<T> {
        /** A new instance is there. */
        void ready(T connector);

        /** Building or using it failed; it will be tried again. */
        void failed(Failure failure);

        /** It cannot be built until somebody mends something. */
        void halted(Failure failure);
    }

    private final String what;
    private final PipelinePlan.Factory<? extends T> factory;
    private final Strand strand;
    private final Backoff backoff;
    private final Duration timeout;
    private final Listener<T> listener;

    private @Nullable T connector;
    private int users;
    private int failures;
    private boolean broken;
    private boolean building;
    private boolean releasing;
    private boolean closed;
    private Strand.@Nullable Timer pause;
    private @Nullable Runnable whenClosed;

    ConnectorSlot(
            String what,
            PipelinePlan.Factory<? extends T> factory,
            Strand strand,
            Backoff backoff,
            Duration timeout,
            Listener<T> listener) {
        this.what = what;
        this.factory = factory;
        this.strand = strand;
        this.backoff = backoff;
        this.timeout = timeout;
        this.listener = listener;
    }

    /** The connector if it may be used now, else null. */
    @Nullable
    T usable() {
        return broken || closed ? null : connector;
    }

    /** How often in a row building or using it has failed. */
    int failures() {
        return failures;
    }

    /** Begins to build, unless there is an instance or one is under way. */
    void open() {
        if (connector == null && !building && !releasing && !closed) {
            cancelPause();
            build();
        }
    }

    private void build() {
        building = true;
        Handover<T> handover = new Handover<>();
        strand.call(
                "build " + what,
                timeout,
                () -> handover.give(factory.build()),
                (instance, thrown) -> built(instance == null ? handover.end() : instance, thrown));
    }

    /** Takes a finished build over; one that is finished after it was given up closes what it has built. */
    private static final class Handover<T extends AutoCloseable> {
        private @Nullable T given;
        private boolean ended;

        T give(T built) throws Exception {
            synchronized (this) {
                if (!ended) {
                    given = built;
                    return built;
                }
            }
            Thread.interrupted(); // that the build was given up must not keep it from closing
            built.close(); // I9: nobody else knows of it, and its connections and locks stand in the next one's way
            return built;
        }

        synchronized @Nullable T end() {
            ended = true;
            return given;
        }
    }

    private void built(@Nullable T instance, @Nullable Throwable thrown) {
        building = false;
        if (instance == null) {
            Failure failure = thrown == null
                    ? Failure.internal("no-connector", "building the " + what + " gave nothing")
                    : Failures.of(thrown);
            failures++;
            if (closed) {
                finishClosing();
            } else if (failure.mayRetry()) {
                listener.failed(failure);
                pauseThenBuild();
            } else {
                listener.halted(failure);
            }
            return;
        }
        connector = instance;
        if (closed) {
            release();
        } else {
            introduce(instance);
        }
    }

    private void introduce(T instance) {
        try {
            listener.ready(instance);
        } catch (RuntimeException | LinkageError e) {
            broken(Failures.of(e)); // I9: asked what it can do, it threw
        }
    }

    /** A call of the connector begins. */
    void enter() {
        users++;
    }

    /** A call of the connector has ended or was given up. */
    void leave() {
        users--;
        if (users == 0 && (broken || closed)) {
            release();
        }
    }

    /** The connector works: the next failure is a first one again. */
    void works() {
        failures = 0;
    }

    /** The connector is of no use any more: it is closed once nobody uses it, and built anew after a pause. */
    void broken(Failure failure) {
        if (broken || closed || connector == null) {
            return;
        }
        broken = true;
        failures++;
        listener.failed(failure);
        if (users == 0) {
            release();
        }
    }

    /** Using it fails until somebody mends something. */
    void halted(Failure failure) {
        if (!closed) {
            listener.halted(failure);
        }
    }

    /** Closes for good; the callback runs when that is done. */
    void close(Runnable done) {
        closed = true;
        whenClosed = done;
        cancelPause();
        if (connector != null && users == 0) {
            release();
        } else if (connector == null && !building && !releasing) {
            finishClosing();
        }
    }

    private void release() {
        T old = connector;
        if (old == null) {
            return;
        }
        connector = null;
        releasing = true;
        strand.call(
                "close " + what,
                timeout,
                () -> {
                    old.close();
                    return true;
                },
                (done, thrown) -> released());
    }

    private void released() {
        releasing = false;
        broken = false;
        if (closed) {
            finishClosing();
        } else {
            pauseThenBuild();
        }
    }

    private void pauseThenBuild() {
        cancelPause();
        pause = strand.schedule(backoff.after(failures), this::open);
    }

    private void cancelPause() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }

    private void finishClosing() {
        Runnable done = whenClosed;
        whenClosed = null;
        if (done != null) {
            done.run();
        }
    }
}
