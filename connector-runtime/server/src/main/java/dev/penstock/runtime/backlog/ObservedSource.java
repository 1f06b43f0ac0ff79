package dev.penstock.runtime.backlog;

import dev.penstock.api.Failure;
import dev.penstock.api.PollingSource;
import dev.penstock.engine.strand.Strand;
import dev.penstock.host.state.SharedState;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A source that is measured now and then, one measurement at a time, on a thread that lives as long as the measurement.
 *
 * <p>Any thread may call. What was measured counts for a moment, or for as long as the source wants to be left alone. A
 * measurement that takes too long is interrupted; until its thread has ended there is no other, so that a source that hangs
 * costs one thread.
 */
final class ObservedSource implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final CompiledPipeline pipeline;
    private final SharedState state;
    private final InstantSource clock;
    private final Duration longest;
    private @Nullable CompletableFuture<Backlog> underWay;
    private @Nullable Thread thread;
    private Peek.@Nullable Reading last;
    private Instant freshUntil = Instant.MIN;
    private @Nullable PollingSource source;
    private boolean closed;

    ObservedSource(
            CompiledPipeline pipeline,
            SharedState.Settings settings,
            Strand strand,
            InstantSource clock,
            Duration longest) {
        this.pipeline = pipeline;
        this.state = new SharedState(settings, "scaler", strand, () -> {});
        this.clock = clock;
        this.longest = longest;
    }

    synchronized CompletableFuture<Backlog> measure() {
        CompletableFuture<Backlog> running = underWay;
        if (running != null) {
            return running.copy();
        }
        Peek.@Nullable Reading known = last;
        if (known != null && clock.instant().isBefore(freshUntil)) {
            return CompletableFuture.completedFuture(Backlog.of(known.events()));
        }
        if (closed) {
            return CompletableFuture.completedFuture(Backlog.unknown("the scaler is stopping"));
        }
        CompletableFuture<Backlog> answer = new CompletableFuture<>();
        Thread measuring = new Thread(() -> run(answer), "penstock-scaler-" + pipeline.name());
        measuring.setDaemon(true); // I9: one that hangs keeps no process alive
        underWay = answer;
        thread = measuring;
        measuring.start();
        var unused = CompletableFuture.runAsync(
                () -> interrupt(measuring),
                CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS));
        return answer.copy();
    }

    private synchronized void interrupt(Thread measuring) {
        if (measuring.equals(thread)) {
            measuring.interrupt();
        }
    }

    private void run(CompletableFuture<Backlog> answer) {
        Backlog told;
        Instant begun = clock.instant();
        try {
            Peek.Reading reading = new Peek(source(), state.offsets().load(pipeline.name()), clock, longest).take();
            keep(reading, begun);
            told = Backlog.of(reading.events());
        } catch (Exception | LinkageError e) {
            discard();
            told = Backlog.unknown("the source of pipeline '" + pipeline.name() + "' could not be measured: "
                    + Failure.of(e).message());
        }
        boolean over;
        synchronized (this) {
            underWay = null;
            thread = null;
            over = closed;
        }
        if (over) {
            discard();
        }
        answer.complete(told);
    }

    private synchronized void keep(Peek.Reading reading, Instant begun) {
        Instant now = clock.instant();
        // what takes long is not done all the time, and who could not wait for it finds it done when they ask again
        Duration slow = Duration.between(begun, now).multipliedBy(4);
        Duration fresh = reading.rest().compareTo(FRESH) > 0 ? reading.rest() : FRESH;
        last = reading;
        freshUntil = now.plus(slow.compareTo(fresh) > 0 ? slow : fresh);
    }

    /** Built where it is used, for it may block. */
    private PollingSource source() throws Exception {
        PollingSource present = held();
        if (present != null) {
            return present;
        }
        PollingSource fresh = (PollingSource) pipeline.plan().source().build();
        synchronized (this) {
            source = fresh;
        }
        return fresh;
    }

    private synchronized @Nullable PollingSource held() {
        return source;
    }

    private void discard() {
        PollingSource present;
        synchronized (this) {
            present = source;
            source = null;
            last = null;
        }
        if (present != null) {
            try {
                present.close();
            } catch (Exception e) {
                System.getLogger("dev.penstock.scaler")
                        .log(System.Logger.Level.WARNING, pipeline.name() + ": the source did not close in order", e);
            }
        }
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running == null) {
            discard();
        } else {
            running.interrupt(); // and its end lets go of the source
        }
        state.abandon(); // there is no lease
    }
}
