package dev.penstock.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Secret;
import dev.penstock.runtime.EnvironmentProblem;
import dev.penstock.runtime.Fakes;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.RuntimeBuilder;
import dev.penstock.runtime.gateway.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTests {
    private static final ListenAddress FREE = ListenAddress.parse("127.0.0.1:0");

    private final Path dir;
    private final HttpClient client = HttpClient.newHttpClient();

    AdminTests(@TempDir Path dir) {
        this.dir = dir;
    }

    private HttpRequest.Builder request(PenstockRuntime runtime, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + runtime.adminPort().orElseThrow() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(PenstockRuntime runtime, String path) throws IOException, InterruptedException {
        return send(request(runtime, path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private RuntimeBuilder counting() {
        return PenstockRuntime.builder(dir)
                .pipeline(Fakes.counting("counting", 700, Fakes.Keeping::new))
                .toTheEnd(true)
                .admin(FREE);
    }

    @Test
    void showsCountsUnderTheContractedNames() throws Exception {
        try (PenstockRuntime runtime = counting().start()) {
            runtime.completed().get(30, TimeUnit.SECONDS);
            String metrics = send(request(runtime, "/metrics")).body();
            assertThat(metrics.lines())
                    .contains(
                            "penstock_events_received_total{connector=\"fake@1\",pipeline=\"counting\"} 700.0",
                            "penstock_events_delivered_total{connector=\"keep@2\",pipeline=\"counting\"} 700.0",
                            "penstock_events_rejected_total{connector=\"keep@2\",pipeline=\"counting\"} 0.0",
                            "penstock_events_retried_total{connector=\"keep@2\",pipeline=\"counting\"} 0.0",
                            "penstock_events_dead_lettered_total{connector=\"keep@2\",pipeline=\"counting\"} 0.0",
                            "penstock_events_in_flight{connector=\"fake@1\",pipeline=\"counting\"} 0.0",
                            "penstock_in_flight_bytes{connector=\"fake@1\",pipeline=\"counting\"} 0.0",
                            "penstock_oldest_unsettled_seconds{connector=\"fake@1\",pipeline=\"counting\"} 0.0",
                            "penstock_delivery_seconds_count{connector=\"keep@2\",pipeline=\"counting\"} 700",
                            "# TYPE penstock_delivery_seconds histogram");
            assertThat(send(request(runtime, "/api/v1/pipelines/counting")).body())
                    .contains("\"state\":\"completed\"", "\"delivered\":700", "\"failure\":null");
            assertThat(send(request(runtime, "/api/v1/pipelines")).body()).startsWith("{\"pipelines\":[{");
            assertThat(send(request(runtime, "/api/v1/connectors")).body()).isEqualTo("{\"connectors\":[]}");
            assertThat(send(request(runtime, "/api/v1/pipelines/nobody")).statusCode())
                    .isEqualTo(404);
            assertThat(send(request(runtime, "/elsewhere")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void isReadyOnceEveryConnectorIsBuiltAndSaysWhyNot() throws Exception {
        RuntimeBuilder builder = counting().pipeline(Fakes.counting("broken", 1, () -> {
            throw new ConnectorException(Failure.disconnected("down", "the system is down"));
        }));
        try (PenstockRuntime runtime = builder.start()) {
            Awaitility.await()
                    .until(() -> send(request(runtime, "/health/ready")).body().contains("the system is down"));
            HttpResponse<String> ready = send(request(runtime, "/health/ready"));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"pipeline\":\"broken\"").doesNotContain("counting");
            assertThat(send(request(runtime, "/health/live")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void pausesResumesAndRestarts() throws Exception {
        RuntimeBuilder builder = PenstockRuntime.builder(dir)
                .pipeline(Fakes.posting("p", "/p", Fakes.Keeping::new))
                .http(FREE)
                .admin(FREE);
        try (PenstockRuntime runtime = builder.start()) {
            runtime.awaitReady(Duration.ofSeconds(30));
            assertThat(post(runtime, "/api/v1/pipelines/p/pause").statusCode()).isEqualTo(202);
            Awaitility.await().until(() -> state(runtime).contains("\"state\":\"paused\""));
            assertThat(post(runtime, "/api/v1/pipelines/p/resume").statusCode()).isEqualTo(202);
            Awaitility.await().until(() -> state(runtime).contains("\"state\":\"running\""));
            assertThat(post(runtime, "/api/v1/pipelines/p/restart").statusCode())
                    .isEqualTo(202);
            assertThat(post(runtime, "/api/v1/pipelines/p/explode").statusCode())
                    .isEqualTo(404);
            assertThat(send(request(runtime, "/api/v1/pipelines/p/pause")).statusCode())
                    .isEqualTo(405);
            assertThat(post(runtime, "/metrics").statusCode()).isEqualTo(405);
        }
    }

    private String state(PenstockRuntime runtime) throws IOException, InterruptedException {
        return send(request(runtime, "/api/v1/pipelines/p")).body();
    }

    @Test
    void doesNotStartOffLoopbackWithoutAToken() {
        RuntimeBuilder builder = PenstockRuntime.builder(dir).admin(ListenAddress.parse("0.0.0.0:0"));
        assertThatThrownBy(builder::start)
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContainingAll("0.0.0.0", "--admin-token-file", "PENSTOCK_ADMIN_TOKEN");
    }

    @Test
    @Tag("I7")
    void wantsTheTokenForEverythingButHealth() throws Exception {
        try (PenstockRuntime runtime =
                counting().adminToken(Secret.of("correct horse")).start()) {
            assertThat(send(request(runtime, "/health/live")).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = send(request(runtime, "/metrics"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).doesNotContain("correct");
            assertThat(send(request(runtime, "/metrics").header("Authorization", "Bearer wrong horse"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(request(runtime, "/metrics").header("Authorization", "bearer correct horse"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesNoChangesUnderAForeignNameOrFromAPage() throws Exception {
        try (PenstockRuntime runtime = counting().start()) {
            assertThat(raw(runtime, "Host: evil.example")).startsWith("HTTP/1.1 403");
            assertThat(raw(runtime, "Host: 127.evil.example")).startsWith("HTTP/1.1 403");
            assertThat(raw(runtime, "Host: localhost\r\nOrigin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw(runtime, "Host: localhost:" + runtime.adminPort().orElseThrow()))
                    .startsWith("HTTP/1.1 202");
        }
    }

    private static String raw(PenstockRuntime runtime, String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), runtime.adminPort().orElseThrow())) {
            String head =
                    "POST /api/v1/pipelines/counting/pause HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
