package dev.penstock.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.function.FunctionProblem;
import dev.penstock.function.TestPackage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract that Knative and its like expect of a container. */
class FunctionServerTests {
    @TempDir
    Path dir;

    private static FunctionServer start(Path home, String... more) throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("PENSTOCK_FUNCTION_HOME", home.toString(), "PENSTOCK_HOST", "127.0.0.1", "PORT", "0"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return FunctionServer.start(environment);
    }

    @Test
    void takesEveryModeAndAnswersOnceDelivered() throws Exception {
        TestPackage made = new TestPackage(dir);
        try (FunctionServer server = start(made.write())) {
            Client client = new Client(server.port());
            assertThat(client.event("1", "plain").statusCode()).isEqualTo(204);
            assertThat(client.binary("2", "plain", "data").statusCode()).isEqualTo(204);
            String batch = "[" + Client.EVENT.formatted("3", "plain", "a") + "]";
            assertThat(client.post("/", "application/cloudevents-batch+json", batch.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(made.delivered()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void repliesWithTheEventOfTheTarget() throws Exception {
        try (FunctionServer server = start(new TestPackage(dir).write())) {
            HttpResponse<String> reply = new Client(server.port()).event("1", "reply");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("ce-id")).contains("reply-1");
            assertThat(reply.headers().firstValue("ce-specversion")).contains("1.0");
        }
    }

    @Test
    void tellsHowItIsDoing() throws Exception {
        try (FunctionServer server = start(new TestPackage(dir).write())) {
            Client client = new Client(server.port());
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
            Awaitility.await().until(() -> client.get("/health/ready").statusCode() == 200);
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        TestPackage made = new TestPackage(dir);
        try (FunctionServer server = start(made.write(), "PENSTOCK_MAX_BODY", "1000")) {
            Client client = new Client(server.port());
            assertThat(client.post("/", "application/cloudevents+json", new byte[1001])
                            .statusCode())
                    .isEqualTo(413);
            assertThat(client.event("1", "plain").statusCode()).isEqualTo(204);
        }
    }

    @Test
    @Tag("I8")
    void answersWhatIsUnderWayBeforeItStops() throws Exception {
        TestPackage made = new TestPackage(dir).attempts(1000);
        FunctionServer server = start(made.write(), "PENSTOCK_DRAIN", "1");
        Client client = new Client(server.port());
        CompletableFuture<HttpResponse<String>> stuck = client.eventLater("stuck", "retry");
        List<CompletableFuture<HttpResponse<String>>> fine = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            fine.add(client.eventLater("e" + i, "plain"));
        }
        Awaitility.await().until(() -> made.delivered().size() == 20);
        server.close();
        assertThat(stuck.get(10, java.util.concurrent.TimeUnit.SECONDS).statusCode())
                .isEqualTo(503);
        fine.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(204));
    }

    @Test
    @Tag("I1")
    void answersWithinItsLimitThatNothingIsSafe() throws Exception {
        TestPackage made = new TestPackage(dir).attempts(100_000);
        try (FunctionServer server = start(made.write(), "PENSTOCK_TIMEOUT", "1")) {
            HttpResponse<String> late = new Client(server.port()).event("1", "retry");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
            assertThat(made.delivered()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithItsEnvironment() {
        Path home = new TestPackage(dir).write();
        assertThatThrownBy(() -> start(home, "PORT", "eighty"))
                .isInstanceOf(FunctionProblem.class)
                .hasMessageContaining("PORT");
        assertThatThrownBy(() -> start(dir.resolve("nowhere"))).isInstanceOf(FunctionProblem.class);
    }

    @Test
    void endsItsTrainingByItselfAndNobodyNotices() throws Exception {
        TestPackage made = new TestPackage(dir).sink("token", "${env:NOT_SET_ANYWHERE}");
        Training.run(Map.of("PENSTOCK_FUNCTION_HOME", made.write().toString()));
        assertThat(made.delivered()).isEmpty();
    }
}
