package dev.penstock.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.host.SystemTime;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.FunctionSnapshot.State;
import dev.penstock.serve.instance.Program;
import dev.penstock.serve.scale.Scaling;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions behind real ports, with instances that are servers in this process; time goes ten times faster than usual. */
class FunctionsTests {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeLauncher launcher = new FakeLauncher();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServeRuntime runtime = start(4);

    private ServeRuntime start(int mostInstances) {
        ServeSettings settings = new ServeSettings(
                50,
                1 << 20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                mostInstances,
                2);
        ListenAddress any = ListenAddress.parse("127.0.0.1:0");
        return ServeRuntime.start(
                settings,
                new ServeRuntime.Ports(any, null, Optional.of(any), Optional.empty()),
                launcher,
                SystemTime.clock(),
                System::nanoTime);
    }

    @AfterEach
    void close() {
        runtime.close();
        launcher.close();
    }

    private static FunctionPackage function(String name, String version, Scaling scaling) {
        return new FunctionPackage(
                name,
                Path.of(name + ".yaml"),
                Kind.TRIGGER,
                FunctionPackage.pathOf(name),
                1 << 16,
                true,
                new Program(Path.of("adapter"), Path.of("packages", version)),
                version,
                scaling,
                Duration.ofSeconds(5));
    }

    private static Scaling scaling(int min, int max, int target) {
        return Scaling.of(min, max, target, IDLE, IDLE);
    }

    private CompletableFuture<HttpResponse<String>> post(String name, String body) {
        URI uri = URI.create("http://127.0.0.1:" + runtime.httpPort() + FunctionPackage.pathOf(name));
        return client.sendAsync(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> admin(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + runtime.adminPort().orElseThrow() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private FunctionSnapshot snapshot(String name) {
        return runtime.functions().snapshot().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void startsAnInstanceForTheFirstRequestAndEndsItWhenItIsIdle() {
        runtime.functions().apply(List.of(function("f", "v1", scaling(0, 3, 2))));
        assertThat(launcher.all).isEmpty();
        assertThat(snapshot("f").state()).isEqualTo(State.IDLE);
        HttpResponse<String> answer = post("f", "one").join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("by v1");
        assertThat(launcher.all).hasSize(1);
        await().untilAsserted(() -> assertThat(launcher.alive()).isZero());
        assertThat(launcher.first().stopped).isTrue();
        assertThat(snapshot("f").lastScale()).isNotNull();
        assertThat(post("f", "two").join().statusCode()).isEqualTo(200);
    }

    @Test
    void growsWithItsLoadAndNoFurtherThanMax() {
        runtime.functions().apply(List.of(function("f", "v1", scaling(0, 3, 2))));
        launcher.gate = new Semaphore(0);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(post("f", "" + i));
        }
        await().untilAsserted(() -> assertThat(snapshot("f").readyInstances()).isEqualTo(3));
        await().untilAsserted(() -> assertThat(snapshot("f").queued()).isEqualTo(20 - 3 * 2));
        launcher.gate.release(100);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(launcher.bodies).doesNotHaveDuplicates().hasSize(20);
        assertThat(launcher.all).hasSize(3);
        await().untilAsserted(() -> assertThat(launcher.alive()).isZero());
    }

    @Test
    @Tag("I9")
    void replacesAnInstanceThatEndsByItself() {
        runtime.functions()
                .apply(List.of(function("f", "v1", scaling(1, 3, 2)), function("g", "v1", scaling(1, 1, 2))));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        launcher.all.stream()
                .filter(each -> !each.stopped)
                .findFirst()
                .orElseThrow()
                .end(3);
        await().untilAsserted(() -> assertThat(launcher.all).hasSize(3));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        assertThat(post("f", "x").join().statusCode()).isEqualTo(200);
        assertThat(post("g", "x").join().statusCode()).isEqualTo(200);
    }

    @Test
    void tellsWhyThereIsNoInstance() throws Exception {
        launcher.failuresToLaunch.set(1_000);
        runtime.functions().apply(List.of(function("f", "v1", scaling(1, 3, 2))));
        await().untilAsserted(() -> assertThat(snapshot("f").state()).isEqualTo(State.FAILING));
        assertThat(snapshot("f").trouble()).contains("no more processes");
        HttpResponse<String> ready = admin("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("no more processes");
        launcher.failuresToLaunch.set(0);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(admin("/health/ready").statusCode()).isEqualTo(200));
    }

    @Test
    void aNewVersionTakesOverWhenItIsReadyAndNoRequestIsLost() {
        Scaling scaling = scaling(1, 3, 2);
        runtime.functions().apply(List.of(function("f", "v1", scaling)));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        launcher.gate = new Semaphore(0);
        CompletableFuture<HttpResponse<String>> before = post("f", "before");
        await().untilAsserted(() -> assertThat(launcher.gate.hasQueuedThreads()).isTrue());
        launcher.neverReady = "v2";
        runtime.functions().apply(List.of(function("f", "v2", scaling)));
        await().untilAsserted(() -> assertThat(snapshot("f").trouble()).isEmpty());
        await().untilAsserted(() -> assertThat(snapshot("f").state()).isEqualTo(State.ROLLING_OUT));
        launcher.gate.release(1_000);
        assertThat(before.join().body()).isEqualTo("by v1");
        assertThat(post("f", "still").join().body()).isEqualTo("by v1");
        launcher.neverReady = "-";
        await().untilAsserted(() -> assertThat(post("f", "now").join().body()).isEqualTo("by v2"));
        await().untilAsserted(() -> assertThat(launcher.alive()).isEqualTo(1));
        assertThat(snapshot("f").version()).isEqualTo("v2");
    }

    @Test
    void otherSettingsAloneStartNothingAnew() {
        runtime.functions().apply(List.of(function("f", "v1", scaling(1, 3, 2))));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        runtime.functions().apply(List.of(function("f", "v1", scaling(2, 3, 2))));
        await().untilAsserted(() -> assertThat(snapshot("f").readyInstances()).isEqualTo(2));
        assertThat(launcher.all).hasSize(2);
    }

    @Test
    void aFunctionThatIsNoLongerWantedFinishesWhatItHas() {
        runtime.functions().apply(List.of(function("f", "v1", scaling(1, 3, 2))));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        launcher.gate = new Semaphore(0);
        CompletableFuture<HttpResponse<String>> before = post("f", "before");
        await().untilAsserted(() -> assertThat(launcher.gate.hasQueuedThreads()).isTrue());
        runtime.functions().apply(List.of());
        assertThat(post("f", "late").join().statusCode()).isEqualTo(404);
        launcher.gate.release(10);
        assertThat(before.join().statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(launcher.alive()).isZero());
    }

    @Test
    @Tag("I8")
    void drainsAndLeavesNothingBehind() throws Exception {
        runtime.functions().apply(List.of(function("f", "v1", scaling(2, 3, 1))));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        launcher.gate = new Semaphore(0);
        CompletableFuture<HttpResponse<String>> underWay = post("f", "x");
        await().untilAsserted(() -> assertThat(launcher.gate.hasQueuedThreads()).isTrue());
        launcher.ignoresStop = true;
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> {
            try {
                return runtime.functions().drain(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                return false;
            }
        });
        await().untilAsserted(
                        () -> assertThat(post("f", "new").join().statusCode()).isEqualTo(503));
        launcher.gate.release(10);
        assertThat(underWay.join().statusCode()).isEqualTo(200);
        assertThat(drained.join()).isTrue();
        assertThat(launcher.alive()).isZero(); // they did not end when asked, so they were killed
    }

    @Test
    void allFunctionsTogetherKeepWithinTheMachine() {
        runtime.functions()
                .apply(List.of(function("f", "v1", scaling(3, 3, 1)), function("g", "v1", scaling(3, 3, 1))));
        await().untilAsserted(() -> assertThat(launcher.all).hasSize(4));
        await().untilAsserted(() -> assertThat(snapshot("g").trouble()).contains("--max-instances"));
        runtime.functions().apply(List.of(function("g", "v1", scaling(3, 3, 1))));
        await().untilAsserted(() -> assertThat(snapshot("g").readyInstances()).isEqualTo(3));
        assertThat(snapshot("g").trouble()).isEmpty();
    }

    @Test
    void tellsHowItIs() throws Exception {
        runtime.functions().apply(List.of(function("f", "v1", scaling(1, 3, 2))));
        await().untilAsserted(() -> assertThat(runtime.functions().isReady()).isTrue());
        assertThat(post("f", "x").join().statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(admin("/api/v1/functions/f").body())
                .contains("\"name\":\"f\"")
                .contains("\"state\":\"ready\"")
                .contains("\"pid\":1001")
                .contains("\"succeeded\":1"));
        assertThat(admin("/api/v1/functions").body()).contains("\"functions\":[{");
        assertThat(admin("/api/v1/functions/nobody").statusCode()).isEqualTo(404);
        assertThat(admin("/health/live").statusCode()).isEqualTo(200);
        assertThat(admin("/metrics").body())
                .contains("penstock_function_requests_total{function=\"f\",status=\"2xx\"} 1.0")
                .contains("penstock_function_instances_ready{function=\"f\"} 1.0")
                .contains("penstock_function_request_seconds_bucket");
    }

    @Test
    void aLargerBodyThanAllowedIsRefusedBeforeAnyInstanceIsStarted() {
        runtime.functions().apply(List.of(function("f", "v1", scaling(0, 3, 2))));
        assertThat(post("f", "x".repeat(1 << 17)).join().statusCode()).isEqualTo(413);
        assertThat(launcher.all).isEmpty();
    }

    @Test
    void instancesThatReadAQueueComeAndGoWithWhatWaits() throws Exception {
        launcher.answer = "{\"state\":\"running\",\"pending\":0,\"inFlight\":0,\"received\":0,\"settled\":0}";
        FunctionPackage queue = new FunctionPackage(
                "q",
                Path.of("q.yaml"),
                Kind.QUEUE,
                FunctionPackage.pathOf("q"),
                1 << 16,
                true,
                new Program(Path.of("adapter"), Path.of("packages/v1")),
                "v1",
                scaling(0, 4, 10),
                Duration.ofSeconds(1));
        runtime.functions().apply(List.of(queue));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(launcher.all).hasSizeGreaterThan(1)); // looks, goes, and looks again
        assertThat(launcher.first().stopped).isTrue();
        launcher.answer =
                "{\"state\":\"running\",\"pending\":500,\"shares\":3,\"inFlight\":2,\"received\":7,\"settled\":5}";
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(snapshot("q").readyInstances())
                .isEqualTo(3)); // as many as there are shares
        assertThat(admin("/api/v1/functions/q").body()).contains("\"shares\":3", "the source can be divided among 3");
        await().atMost(PATIENCE) // each is asked once a second
                .untilAsserted(() -> assertThat(admin("/metrics").body())
                        .contains("penstock_function_backlog{function=\"q\"} 1500.0"));
        launcher.answer = "{\"state\":\"halted\",\"pending\":500,\"message\":\"no such table\"}";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(snapshot("q").state()).isEqualTo(State.FAILING));
        assertThat(snapshot("q").trouble()).contains("no such table");
        assertThat(post("q", "x").join().statusCode()).isEqualTo(404);
        launcher.answer = "{\"state\":\"running\",\"pending\":0}";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(launcher.alive()).isZero());
    }

    @Test
    void pollsByInvokingAndLetsGoInBetween() {
        launcher.answer = "{\"status\":\"more\",\"delivered\":1}";
        FunctionPackage polling = new FunctionPackage(
                "p",
                Path.of("p.yaml"),
                Kind.POLLING,
                FunctionPackage.pathOf("p"),
                1 << 16,
                true,
                new Program(Path.of("adapter"), Path.of("packages/v1")),
                "v1",
                scaling(0, 1, 1),
                Duration.ofSeconds(30));
        runtime.functions().apply(List.of(polling));
        await().untilAsserted(() -> assertThat(launcher.bodies).hasSizeGreaterThan(20)); // more: at once
        launcher.answer = "{\"status\":\"idle\",\"delivered\":0}";
        await().untilAsserted(() -> assertThat(launcher.alive()).isZero()); // nothing to do for 30 s
        assertThat(launcher.all).hasSize(1);
        assertThat(post("p", "x").join().statusCode()).isEqualTo(404);
    }
}
