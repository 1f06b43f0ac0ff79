package dev.penstock.engine;

import dev.penstock.api.Failure;
import dev.penstock.engine.DeliveryLedger.Position;
import dev.penstock.engine.strand.Strand;
import dev.penstock.engine.webhook.Deliver;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes the events of webhook requests, if there is room, and says when they are settled. */
final class WebhookDriver implements SourceDriver, Deliver {
    private final Strand strand;
    private final Pipeline pipeline;
    /** Requests whose events are all settled, and whose senders have not been told yet. */
    private List<Request> settled = new ArrayList<>();

    private boolean stopped;

    WebhookDriver(Strand strand, Pipeline pipeline) {
        this.strand = strand;
        this.pipeline = pipeline;
    }

    @Override
    public CompletionStage<Taken> deliver(List<CloudEvent> events, Runnable taken) {
        Arrivals arrivals = new Arrivals(events);
        CompletableFuture<Taken> answer = new CompletableFuture<>();
        strand.execute(() -> {
            if (stopped
                    || (pipeline.inFlight().room() < events.size()
                            && !pipeline.inFlight().isEmpty())) {
                answer.complete(Taken.FULL); // I6
            } else {
                Request request = new Request(answer, strand.clock().instant(), events.size());
                pipeline.accept(request, arrivals);
                taken.run();
            }
        });
        return answer;
    }

    @Override
    public void pump() {}

    @Override
    public void detach() {}

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void go() {
        stopped = false;
    }

    @Override
    public boolean atEnd() {
        return false;
    }

    @Override
    public boolean acknowledged() {
        return true;
    }

    @Override
    public void stored(List<Position> positions) {}

    /**
     * Tells the senders once the sink has been given what came meanwhile: to write answers takes about as long as a write to the
     * sink does, and so both go on at the same time.
     */
    private void tellSoon(Request request) {
        if (settled.isEmpty()) {
            strand.execute(this::tellAll);
        }
        settled.add(request);
    }

    private void tellAll() {
        List<Request> told = settled;
        settled = new ArrayList<>(told.size());
        told.forEach(Request::tell);
    }

    /** The events of one request, answered together. */
    private final class Request extends Intake {
        private final CompletableFuture<Taken> answer;
        private final int size;
        private @Nullable Taken kept;

        Request(CompletableFuture<Taken> answer, Instant takenAt, int size) {
            super(takenAt, size);
            this.answer = answer;
            this.size = size;
        }

        @Override
        void settled(int index, @Nullable CloudEvent reply) {}

        @Override
        boolean keeps(int index, Failure failure, boolean rejected) {
            if (kept == null || rejected) {
                kept = rejected ? Taken.REJECTED : Taken.UNDELIVERED;
            }
            return true;
        }

        @Override
        void flush() {
            if (allSettled()) {
                pipeline.inFlight().released(size);
                tellSoon(this);
            }
        }

        void tell() {
            answer.complete(kept == null ? Taken.SETTLED : kept); // I1: the sender hears "done" last
        }

        @Override
        void abandoned() {
            answer.complete(Taken.GIVEN_UP);
        }
    }
}
