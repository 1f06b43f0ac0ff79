package dev.penstock.scaler;

import dev.penstock.runtime.backlog.Backlog;
import dev.penstock.runtime.backlog.Backlogs;
import dev.penstock.scaler.grpc.IsActiveResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The streams that are told when work comes and when it is gone. Each asks for its backlog on a timer; while that is not known it
 * is told nothing, for "no work" would stop what runs.
 */
final class ActiveStreams implements AutoCloseable {
    private static final long TICK_MILLIS = 2_000;

    private final Backlogs backlogs;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "penstock-scaler-streams");
        thread.setDaemon(true);
        return thread;
    });

    ActiveStreams(Backlogs backlogs) {
        this.backlogs = backlogs;
        var unused = timer.scheduleWithFixedDelay(
                () -> open.forEach(Stream::look), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Tells at once, and from then on each change. */
    void add(Trigger trigger, StreamObserver<IsActiveResponse> answer) {
        Told told = new Told(trigger, answer);
        keep(told);
        told.look();
    }

    /** Keeps a stream open that is told nothing more. */
    void hold(StreamObserver<?> answer) {
        keep(new Stream(answer));
    }

    private void keep(Stream stream) {
        stream.whenCancelled(() -> open.remove(stream));
        open.add(stream);
        if (timer.isShutdown()) {
            stream.end();
        }
    }

    /** Ends all streams. */
    @Override
    public void close() {
        timer.shutdown();
        open.forEach(Stream::end);
    }

    /** One that is open. */
    private static class Stream {
        private final StreamObserver<?> answer;
        private boolean over;

        Stream(StreamObserver<?> answer) {
            this.answer = answer;
        }

        void whenCancelled(Runnable then) {
            if (answer instanceof ServerCallStreamObserver<?> call) {
                call.setOnCancelHandler(() -> {
                    synchronized (this) {
                        over = true;
                    }
                    then.run();
                });
            }
        }

        void look() {}

        synchronized void end() {
            if (!over) {
                over = true;
                answer.onCompleted();
            }
        }

        synchronized boolean isOver() {
            return over;
        }
    }

    private final class Told extends Stream {
        private final Trigger trigger;
        private final StreamObserver<IsActiveResponse> answer;
        private boolean asking;
        private @Nullable Boolean before;

        Told(Trigger trigger, StreamObserver<IsActiveResponse> answer) {
            super(answer);
            this.trigger = trigger;
            this.answer = answer;
        }

        @Override
        void look() {
            synchronized (this) {
                if (asking || isOver()) {
                    return;
                }
                asking = true;
            }
            var unused = backlogs.measure(trigger.pipeline()).whenComplete((backlog, thrown) -> tell(backlog));
        }

        private synchronized void tell(@Nullable Backlog backlog) {
            asking = false;
            if (backlog == null || backlog.kind() != Backlog.Kind.KNOWN || isOver()) {
                return;
            }
            boolean active = trigger.active(backlog.events());
            if (before == null || before != active) {
                before = active;
                answer.onNext(IsActiveResponse.newBuilder().setResult(active).build());
            }
        }
    }
}
