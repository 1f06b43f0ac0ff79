package dev.penstock.scaler;

import dev.penstock.runtime.backlog.Backlog;
import dev.penstock.runtime.backlog.Backlogs;
import dev.penstock.scaler.grpc.ExternalScalerGrpc;
import dev.penstock.scaler.grpc.GetMetricSpecResponse;
import dev.penstock.scaler.grpc.GetMetricsRequest;
import dev.penstock.scaler.grpc.GetMetricsResponse;
import dev.penstock.scaler.grpc.IsActiveResponse;
import dev.penstock.scaler.grpc.MetricSpec;
import dev.penstock.scaler.grpc.MetricValue;
import dev.penstock.scaler.grpc.ScaledObjectRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Answers KEDA. Does not block: a source that hangs keeps nobody but those who ask for it, and not for long. */
final class ScalerService extends ExternalScalerGrpc.ExternalScalerImplBase {
    /** The one metric there is. KEDA puts the number of the trigger before it. */
    static final String METRIC = "penstock-backlog";

    private final Backlogs backlogs;
    private final ActiveStreams streams;
    private final Duration longest;

    ScalerService(Backlogs backlogs, ActiveStreams streams, Duration longest) {
        this.backlogs = backlogs;
        this.streams = streams;
        this.longest = longest;
    }

    @Override
    public void isActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> answer) {
        told(answer, () -> {
            Trigger trigger = Trigger.of(object);
            measured(trigger, answer, waiting -> IsActiveResponse.newBuilder()
                    .setResult(trigger.active(waiting))
                    .build());
        });
    }

    @Override
    public void getMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> answer) {
        told(answer, () -> {
            // one that is not here, or cannot be measured, is refused before a scaler is built on it
            Trigger trigger = Trigger.of(object);
            known(trigger);
            answer.onNext(spec(trigger));
            answer.onCompleted();
        });
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> answer) {
        told(answer, () -> {
            Trigger trigger = Trigger.of(request.getScaledObjectRef());
            if (!request.getMetricName().equals(METRIC)) {
                throw Trigger.wrong("there is no metric '" + request.getMetricName() + "', only " + METRIC);
            }
            measured(trigger, answer, waiting -> GetMetricsResponse.newBuilder()
                    .addMetricValues(MetricValue.newBuilder()
                            .setMetricName(METRIC)
                            .setMetricValue(waiting)
                            .setMetricValueFloat((double) waiting))
                    .build());
        });
    }

    @Override
    public void streamIsActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> answer) {
        told(answer, () -> {
            Trigger trigger = Trigger.of(object);
            known(trigger);
            streams.add(trigger, answer);
        });
    }

    /** A trigger's target stands in its own metadata: it is told once, and never changes under a stream. */
    @Override
    public void streamMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> answer) {
        told(answer, () -> {
            Trigger trigger = Trigger.of(object);
            known(trigger);
            answer.onNext(spec(trigger));
            streams.hold(answer);
        });
    }

    private static GetMetricSpecResponse spec(Trigger trigger) {
        return GetMetricSpecResponse.newBuilder()
                .addMetricSpecs(MetricSpec.newBuilder()
                        .setMetricName(METRIC)
                        .setTargetSize(trigger.target())
                        .setTargetSizeFloat((double) trigger.target()))
                .build();
    }

    private <T> void measured(Trigger trigger, StreamObserver<T> answer, LongFunction<T> response) {
        asked(trigger, answer, backlog -> {
            answer.onNext(response.apply(Answers.events(backlog)));
            answer.onCompleted();
        });
    }

    /** Refuses a pipeline that is not here, or that will never be measured; whether it can be measured just now does not matter. */
    private void known(Trigger trigger) {
        CompletableFuture<Backlog> measuring = backlogs.measure(trigger.pipeline());
        Backlog backlog = measuring.isDone() ? measuring.join() : Backlog.of(0);
        if (backlog.kind() != Backlog.Kind.UNKNOWN) {
            var unused = Answers.events(backlog);
        }
    }

    private <T> void asked(Trigger trigger, StreamObserver<T> answer, Consumer<Backlog> then) {
        var unused = backlogs.measure(trigger.pipeline())
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((backlog, thrown) -> told(answer, () -> {
                    if (thrown instanceof TimeoutException
                            || (thrown instanceof CompletionException wrapped
                                    && wrapped.getCause() instanceof TimeoutException)) {
                        throw Answers.late(trigger.pipeline(), Math.max(1, longest.toSeconds()));
                    }
                    if (thrown != null) {
                        throw Status.INTERNAL.withDescription(thrown.toString()).asRuntimeException();
                    }
                    then.accept(backlog);
                }));
    }

    private static void told(StreamObserver<?> answer, Runnable work) {
        try {
            work.run();
        } catch (StatusRuntimeException refused) {
            answer.onError(refused);
        }
    }
}
