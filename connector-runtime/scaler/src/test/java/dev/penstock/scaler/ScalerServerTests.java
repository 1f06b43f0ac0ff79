package dev.penstock.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.runtime.EnvironmentProblem;
import dev.penstock.runtime.backlog.Backlog;
import dev.penstock.runtime.backlog.Backlog.Kind;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.scaler.grpc.GetMetricsRequest;
import dev.penstock.scaler.grpc.MetricSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What KEDA hears, whatever a source says. */
final class ScalerServerTests {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Map<String, CompletableFuture<Backlog>> backlogs = new ConcurrentHashMap<>();
    private final ScalerServer server = ScalerServer.open(
            new ListenAddress("127.0.0.1", 0),
            name -> backlogs.getOrDefault(
                            name,
                            CompletableFuture.completedFuture(
                                    new Backlog(Kind.NO_PIPELINE, 0, "there is no pipeline '" + name + "' here")))
                    .copy(),
            Duration.ofMillis(200));
    private final KedaClient keda = new KedaClient(server.port());

    @AfterEach
    void close() {
        keda.close();
        server.close();
    }

    private void say(String name, Backlog backlog) {
        backlogs.put(name, CompletableFuture.completedFuture(backlog));
    }

    private void refused(String status, Map<String, String> metadata) {
        assertThatThrownBy(() -> keda.calls.isActive(KedaClient.object(metadata)))
                .hasMessageContaining(status);
        assertThatThrownBy(() -> keda.metric(KedaClient.object(metadata))).hasMessageContaining(status);
    }

    @Test
    void tellsBacklogAndTarget() {
        say("orders", Backlog.of(7));
        var object = KedaClient.object(Map.of("pipeline", "orders", "target", "25", "activation", "7"));
        MetricSpec spec = keda.calls.getMetricSpec(object).getMetricSpecs(0);
        assertThat(spec.getTargetSize()).isEqualTo(25);
        assertThat(spec.getTargetSizeFloat()).isEqualTo(25);
        assertThat(keda.calls.streamMetricSpec(object).next().getMetricSpecs(0)).isEqualTo(spec);
        assertThat(spec.getMetricName()).isEqualTo(ScalerService.METRIC);
        assertThat(keda.metric(object).getMetricValue()).isEqualTo(7);
        assertThat(keda.metric(object).getMetricValueFloat()).isEqualTo(7);
        assertThat(keda.calls.isActive(object).getResult())
                .as("no more than activation")
                .isFalse();
        say("orders", Backlog.of(8));
        assertThat(keda.calls.isActive(object).getResult()).isTrue();
    }

    @Test
    void saysWhyThereIsNoNumber() {
        say("hook", new Backlog(Kind.UNMEASURABLE, 0, "nothing waits in the source webhook"));
        say("broken", new Backlog(Kind.UNKNOWN, 0, "the database is not there"));
        refused("NOT_FOUND: there is no pipeline 'oders' here", Map.of("pipeline", "oders"));
        refused("UNIMPLEMENTED: nothing waits", Map.of("pipeline", "hook"));
        refused("UNAVAILABLE: the database is not there", Map.of("pipeline", "broken"));
        refused("INVALID_ARGUMENT: the trigger's metadata has no 'pipeline'", Map.of());
        refused("INVALID_ARGUMENT: the trigger's metadata 'target'", Map.of("pipeline", "broken", "target", "many"));
        refused("INVALID_ARGUMENT: the trigger's metadata 'target'", Map.of("pipeline", "broken", "target", "0"));
        refused(
                "INVALID_ARGUMENT: the trigger's metadata 'activation'",
                Map.of("pipeline", "hook", "activation", "-1"));
        assertThatThrownBy(() -> keda.calls.getMetrics(GetMetricsRequest.newBuilder()
                        .setScaledObjectRef(KedaClient.object(Map.of("pipeline", "hook")))
                        .setMetricName("lag")
                        .build()))
                .hasMessageContaining("INVALID_ARGUMENT: there is no metric 'lag'");
        assertThatThrownBy(() -> keda.calls.getMetricSpec(KedaClient.object(Map.of("pipeline", "hook"))))
                .hasMessageContaining("UNIMPLEMENTED");
        assertThat(keda.listen(KedaClient.object(Map.of("pipeline", "none"))).end)
                .succeedsWithin(LONG)
                .asString()
                .contains("NOT_FOUND");
    }

    @Test
    void aSourceThatHangsKeepsNobody() {
        backlogs.put("hangs", new CompletableFuture<>());
        say("orders", Backlog.of(1));
        var hanging = KedaClient.object(Map.of("pipeline", "hangs"));
        assertThatThrownBy(
                        () -> keda.calls.withDeadlineAfter(60, TimeUnit.SECONDS).isActive(hanging))
                .hasMessageContaining("UNAVAILABLE: the source of pipeline 'hangs' did not tell");
        var stream = keda.listen(hanging);
        assertThat(keda.calls
                        .isActive(KedaClient.object(Map.of("pipeline", "orders")))
                        .getResult())
                .isTrue();
        assertThat(stream.told).isEmpty();
    }

    @Test
    void pushesChangesAndEndsStreamsWithItself() {
        say("orders", Backlog.of(0));
        var stream = keda.listen(KedaClient.object(Map.of("pipeline", "orders")));
        await().atMost(LONG).until(() -> stream.told.size() == 1);
        say("orders", new Backlog(Kind.UNKNOWN, 0, "unknown is not idle"));
        say("orders", Backlog.of(3));
        await().atMost(LONG).until(() -> stream.told.size() == 2);
        say("orders", Backlog.of(0));
        await().atMost(LONG).until(() -> stream.told.size() == 3);
        assertThat(stream.told).containsExactly(false, true, false);
        server.close();
        assertThat(stream.end).succeedsWithin(LONG).isEqualTo("completed");
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThatThrownBy(() -> ScalerServer.open(
                        new ListenAddress("127.0.0.1", server.port()), name -> new CompletableFuture<>(), LONG))
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining("the scaler cannot listen on 127.0.0.1:" + server.port());
    }
}
