package dev.penstock.cli;

import dev.penstock.engine.PipelineStatus.State;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows a runtime from its start to its end and tells about it. For one thread. */
final class RunWatch {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final PenstockRuntime runtime;
    private final List<CompiledPipeline> pipelines;
    private final Session session;
    private final StatusLine status;
    private final ReadyLine.Addresses addresses;
    private Progress before = Progress.NONE;
    private Instant beforeAt = SystemTime.clock().instant();

    RunWatch(
            PenstockRuntime runtime,
            List<CompiledPipeline> pipelines,
            Session session,
            StatusLine status,
            ReadyLine.Addresses addresses) {
        this.runtime = runtime;
        this.pipelines = pipelines;
        this.session = session;
        this.status = status;
        this.addresses = addresses;
    }

    /** Blocks until the runtime is stopped, or done when it drains; returns the exit code. */
    int watch(boolean drain, Duration drainTimeout) throws InterruptedException {
        boolean ready = false;
        CompletableFuture<Void> completed = runtime.completed();
        while (!session.stop().isAsked()) {
            if (!ready) {
                ready = runtime.awaitReady(LOOK_AGAIN);
                if (ready) {
                    session.terminal().print(ReadyLine.of(runtime, pipelines, addresses, session.called()));
                }
            } else if (drain ? isDone(completed) : session.stop().await(LOOK_AGAIN)) {
                break;
            }
            if (drain && isStuck()) {
                break;
            }
            show();
        }
        status.erase();
        return drain ? endOfDrain(completed.isDone(), drainTimeout) : stop(drainTimeout);
    }

    private int stop(Duration drainTimeout) throws InterruptedException {
        if (!runtime.drain(drainTimeout)) {
            session.terminal()
                    .warn(
                            "penstock: not everything was delivered; what was not is kept upstream and comes again at the next"
                                    + " start");
        }
        return ExitCode.DONE;
    }

    private int endOfDrain(boolean completed, Duration drainTimeout) throws InterruptedException {
        boolean asked = session.stop().isAsked();
        List<PipelineSnapshot> last = runtime.snapshot();
        boolean delivered = runtime.drain(drainTimeout);
        Progress end = Progress.of(runtime.snapshot(), SystemTime.clock().instant());
        session.terminal().print("penstock drained: " + end.summary());
        if ((completed && delivered) || asked) {
            return ExitCode.DONE;
        }
        for (PipelineSnapshot pipeline : last) {
            if (pipeline.status().state() == State.HALTED) {
                session.terminal().warn("penstock: pipeline " + pipeline.name() + " stopped: " + pipeline.reason());
            }
        }
        return ExitCode.FAILED;
    }

    /** Whether nothing goes on any more, because somebody must mend something first. */
    private boolean isStuck() {
        List<PipelineSnapshot> all = runtime.snapshot();
        return all.stream().anyMatch(each -> each.status().state() == State.HALTED)
                && all.stream()
                        .map(each -> each.status().state())
                        .allMatch(state -> state == State.HALTED || state == State.COMPLETED);
    }

    private static boolean isDone(CompletableFuture<Void> completed) throws InterruptedException {
        try {
            completed.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a source cannot fail", e);
        }
    }

    private void show() {
        if (!status.live()) {
            return;
        }
        Instant now = SystemTime.clock().instant();
        Progress present = Progress.of(runtime.snapshot(), now);
        status.draw(present.since(before, Duration.between(beforeAt, now).toMillis() / 1e3));
        before = present;
        beforeAt = now;
    }
}
