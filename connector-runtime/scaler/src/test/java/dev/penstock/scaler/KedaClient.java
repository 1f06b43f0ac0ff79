package dev.penstock.scaler;

import dev.penstock.scaler.grpc.ExternalScalerGrpc;
import dev.penstock.scaler.grpc.GetMetricsRequest;
import dev.penstock.scaler.grpc.IsActiveResponse;
import dev.penstock.scaler.grpc.MetricValue;
import dev.penstock.scaler.grpc.ScaledObjectRef;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What KEDA asks, by the code that is made from the same description of the protocol. */
final class KedaClient implements AutoCloseable {
    private final ManagedChannel channel;
    final ExternalScalerGrpc.ExternalScalerBlockingStub calls;

    KedaClient(int port) {
        this.channel = OkHttpChannelBuilder.forAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        this.calls = ExternalScalerGrpc.newBlockingStub(channel);
    }

    static ScaledObjectRef object(Map<String, String> metadata) {
        return ScaledObjectRef.newBuilder()
                .setName("object")
                .setNamespace("default")
                .putAllScalerMetadata(metadata)
                .build();
    }

    MetricValue metric(ScaledObjectRef object) {
        return calls.getMetrics(GetMetricsRequest.newBuilder()
                        .setScaledObjectRef(object)
                        .setMetricName(ScalerService.METRIC)
                        .build())
                .getMetricValues(0);
    }

    /** What a stream has told so far; it ends with null or the reason. */
    static final class Listener implements StreamObserver<IsActiveResponse> {
        final List<Boolean> told = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public void onNext(IsActiveResponse response) {
            told.add(response.getResult());
        }

        @Override
        public void onError(Throwable thrown) {
            end.complete(thrown.toString());
        }

        @Override
        public void onCompleted() {
            end.complete("completed");
        }
    }

    Listener listen(ScaledObjectRef object) {
        Listener listener = new Listener();
        ExternalScalerGrpc.newStub(channel).streamIsActive(object, listener);
        return listener;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
