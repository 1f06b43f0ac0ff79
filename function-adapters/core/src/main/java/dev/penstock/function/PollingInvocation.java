package dev.penstock.function;

import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.strand.Strand;
import dev.penstock.function.PollSummary.Status;
import dev.penstock.function.PollingInvocations.Setup;
import dev.penstock.host.state.SharedState;
import dev.penstock.host.state.StateOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function that polls: takes the lease, runs a new engine over new connectors, ends it in order, and gives the
 * lease back. Whatever ends it early, the offsets stored until then are good.
 */
final class PollingInvocation {
    private static final Duration SMALLEST_MARGIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLAIM = Duration.ofSeconds(25);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

    private final Setup setup;
    private final Duration limit;
    private final Instant end;
    private final Duration margin;
    private final Strand strand;
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /** An invocation that has so much time from now on. */
    PollingInvocation(Setup setup, Duration limit) {
        this.setup = setup;
        this.limit = limit;
        this.end = setup.clock().instant().plus(limit);
        this.strand = setup.workers().newStrand(setup.plan().name());
        Duration tenth = limit.dividedBy(10);
        Duration usual = tenth.compareTo(SMALLEST_MARGIN) > 0 ? tenth : SMALLEST_MARGIN;
        this.margin = setup.margin() == null ? usual : setup.margin();
    }

    /** Ends it soon, in order. */
    void stop() {
        stop.complete(null);
    }

    /** Completes when it has ended, with whether it was in order: everything taken is delivered, and the lease is given back. */
    CompletableFuture<Boolean> ended() {
        return ended;
    }

    /** Runs it; blocks for as long as its limit at most. */
    PollSummary run() throws InterruptedException {
        boolean inOrder = false;
        try {
            if (margin.compareTo(limit) >= 0) {
                return PollSummary.failed(Failure.user(
                        "out-of-time",
                        "the invocation may take " + limit.toMillis() + " ms, and " + margin.toMillis()
                                + " ms of them are kept for ending in order; give the function a longer timeout"));
            }
            SharedState state = new SharedState(setup.state(), setup.owner(), strand, () -> {});
            OffsetStore.Claim claim;
            try {
                claim = await("claim the offsets", shorter(left().minus(margin), LONGEST_CLAIM), () -> state.offsets()
                        .claim(setup.plan().name()));
            } catch (ExecutionException e) {
                giveBack(state);
                return refused(e.getCause() == null ? e : e.getCause());
            }
            Run run = new Run(state, claim);
            PollSummary summary = run.summary();
            inOrder = run.everythingDelivered;
            return summary;
        } finally {
            ended.complete(inOrder);
        }
    }

    private static PollSummary refused(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        return failure.code().equals(StateOffsets.HELD)
                ? PollSummary.busy(failure.message())
                : PollSummary.failed(
                        thrown instanceof Strand.CallTimeout
                                ? Failure.external("timeout", String.valueOf(thrown.getMessage()))
                                : failure);
    }

    /** The engine from its start to its end. */
    private final class Run {
        private final PipelineEngine engine;
        private final boolean complete;
        private final PipelineStatus status;
        private boolean everythingDelivered;

        Run(SharedState state, OffsetStore.Claim claim) throws InterruptedException {
            engine = new PipelineEngine(
                    setup.plan(),
                    new Ports(
                            new Claimed(claim, state.offsets()),
                            setup.deadLetters(),
                            new RecentDeliveries(),
                            new SplittableRandom()),
                    strand,
                    metrics);
            engine.start(Until.END);
            waitFor(
                    CompletableFuture.anyOf(
                            engine.completed().toCompletableFuture(),
                            engine.halted().toCompletableFuture(),
                            stop),
                    left().minus(margin));
            complete = engine.completed().toCompletableFuture().isDone();
            status = engine.status();
            Duration left = left();
            CompletableFuture<Boolean> drained =
                    engine.drain(shorter(left.dividedBy(2), LONGEST_DRAIN)).toCompletableFuture();
            boolean closed = waitFor(drained, left.multipliedBy(3).dividedBy(4));
            everythingDelivered = closed && drained.join();
            if (closed) {
                giveBack(state);
            } else {
                state.abandon(); // I2: a call may still be under way, so that nobody else may begin before the lease
                // is over
            }
        }

        PollSummary summary() {
            Failure failure = failure();
            Status how = failure != null ? Status.FAILED : complete ? Status.IDLE : Status.MORE;
            long pending = metrics.pending();
            return new PollSummary(
                    how,
                    metrics.delivered(),
                    metrics.deadLettered(),
                    pending < 0 ? OptionalLong.empty() : OptionalLong.of(pending),
                    failure != null ? failure.message() : message(),
                    failure);
        }

        private String message() {
            if (complete) {
                return "the source has nothing more at present";
            }
            return everythingDelivered
                    ? "the time was over; the source may have more"
                    : "the time was over; what was under way is not delivered and comes again";
        }

        private @Nullable Failure failure() {
            Failure halt = engine.halted().toCompletableFuture().getNow(null);
            if (halt != null) {
                return halt;
            }
            if (complete) {
                return null;
            }
            if (status.failure() != null) {
                return status.failure();
            }
            boolean nothingDone = metrics.delivered() + metrics.skipped() + metrics.deadLettered() == 0;
            if (!everythingDelivered && (status.retrying() > 0 || nothingDone)) {
                return Failure.external(
                        "not-delivered",
                        Math.max(1, status.retrying())
                                + " events could not be delivered in the time of the invocation; they come again with"
                                + " the next one, and what is behind them waits; look at the target, or give"
                                + " 'delivery.retry' fewer attempts and a 'dead-letter' sink");
            }
            return null;
        }
    }

    private void giveBack(SharedState state) throws InterruptedException {
        try {
            boolean unused = await("give the lease back", atLeastOneSecond(left()), () -> {
                state.close();
                return true;
            });
        } catch (ExecutionException e) {
            state.abandon();
        }
    }

    private Duration left() {
        Duration left = Duration.between(setup.clock().instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration atLeastOneSecond(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : duration;
    }

    private static boolean waitFor(CompletableFuture<?> future, Duration longest) throws InterruptedException {
        try {
            var unused = future.get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the engine's stages do not fail", e);
        }
    }

    /** Makes a blocking call, for so long at most. */
    private <T> T await(String what, Duration longest, Callable<T> call)
            throws InterruptedException, ExecutionException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        strand.call(what, longest, call, (result, thrown) -> {
            if (result != null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(thrown == null ? new IllegalStateException(what) : thrown);
            }
        });
        return answer.get();
    }

    /** Offsets that were claimed before the engine asks. */
    private record Claimed(Claim claim, OffsetStore offsets) implements OffsetStore {
        @Override
        public Claim claim(String pipeline) {
            return claim;
        }

        @Override
        public Map<Partition, Offset> load(String pipeline) throws Exception {
            return offsets.load(pipeline);
        }

        @Override
        public void save(Claim saving, Map<Partition, Offset> moved) throws Exception {
            offsets.save(saving, moved);
        }
    }
}
