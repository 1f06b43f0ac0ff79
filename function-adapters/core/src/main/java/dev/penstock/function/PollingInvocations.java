package dev.penstock.function;

import dev.penstock.api.Failure;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.engine.strand.Workers;
import dev.penstock.host.state.SharedState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The invocations of a function that polls: one works at a time, in this process and, by the lease, in all. Any thread may call. */
final class PollingInvocations {
    private static final System.Logger LOG = System.getLogger("dev.penstock.function");

    private final Setup setup;
    private final AtomicReference<@Nullable PollingInvocation> present = new AtomicReference<>();
    private volatile boolean stopping;

    /**
     * What all invocations have in common.
     *
     * @param plan the pipeline
     * @param deadLetters takes what cannot be delivered; null halts the pipeline then
     * @param state where offsets and the lease are
     * @param owner where this instance runs, for a person
     * @param margin so much of an invocation's time is kept for ending in order; null for the usual
     * @param workers run it
     * @param clock the time
     */
    record Setup(
            PipelinePlan plan,
            @Nullable DeadLetterStore deadLetters,
            SharedState.Settings state,
            String owner,
            @Nullable Duration margin,
            Workers workers,
            InstantSource clock) {}

    PollingInvocations(Setup setup) {
        this.setup = setup;
    }

    /**
     * Polls and delivers until there is no more, or time is nearly over.
     *
     * @return completes with what was done; never exceptionally
     */
    CompletableFuture<PollSummary> invoke(Duration limit) {
        PollingInvocation invocation = new PollingInvocation(setup, limit);
        if (stopping || !present.compareAndSet(null, invocation)) {
            return CompletableFuture.completedFuture(PollSummary.busy(
                    stopping ? "this instance is stopping" : "another invocation of this instance is at work"));
        }
        CompletableFuture<PollSummary> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    PollSummary summary = run(invocation);
                    present.set(null);
                    answer.complete(summary);
                },
                "penstock-invocation");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static PollSummary run(PollingInvocation invocation) {
        try {
            PollSummary summary = invocation.run();
            if (summary.isFailed()) {
                LOG.log(System.Logger.Level.ERROR, "the invocation failed: {0}", summary.message());
            }
            return summary;
        } catch (Throwable bug) { // I9
            LOG.log(System.Logger.Level.ERROR, "a bug in Penstock", bug);
            return PollSummary.failed(Failure.internal("unexpected", bug.toString()));
        }
    }

    /** Takes no more invocations and ends the one under way; true if it has ended in order by then. */
    boolean drain(Duration deadline) {
        stopping = true;
        PollingInvocation invocation = present.get();
        if (invocation == null) {
            return true;
        }
        invocation.stop();
        try {
            return invocation.ended().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
