package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.PenstockProcess;
import dev.penstock.process.Receiver;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a pipeline file to a function that runs. */
class HttpFunctionIT {
    private static final byte[] BODY =
            "{\"action\":\"opened\",\"issue\":{\"number\":1},\"repository\":{\"full_name\":\"a/b\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private static String signature(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("a-secret-for-tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    @Test
    void runsAWebhookAsOneJar() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Path made = Packages.make(dir, Packages.hookTo(receiver.address()), "http", "out");
            try (HttpFunctionProcess function = HttpFunctionProcess.start(made, Packages.secret())) {
                String[] signed = {
                    "Content-Type", "application/json",
                    "X-GitHub-Event", "issues",
                    "X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                    "X-Hub-Signature-256", signature(BODY)
                };
                assertThat(function.post("/hook", BODY, signed).statusCode()).isEqualTo(204);
                assertThat(receiver.arrived()).hasSize(1);
                assertThat(receiver.arrived().get(0).header("ce-type")).isEqualTo("com.github.issues.opened");
                signed[7] = "sha256=00";
                assertThat(function.post("/hook", BODY, signed).statusCode()).isEqualTo(401);
                assertThat(function.post("/elsewhere", BODY, "X-Any", "x").statusCode())
                        .isEqualTo(404);
                function.terminate();
            }
        }
    }

    @Test
    @Tag("I3")
    void leavesWithTheSenderWhatTheTargetDoesNotTake() throws Exception {
        Path made = Packages.make(dir, Packages.triggerTo("http://127.0.0.1:1/"), "http", "out");
        try (HttpFunctionProcess function = HttpFunctionProcess.start(made, Map.of("PENSTOCK_TIMEOUT", "2"))) {
            HttpResponse<String> answer = function.post(
                    "/",
                    BODY,
                    "ce-specversion",
                    "1.0",
                    "ce-id",
                    "1",
                    "ce-source",
                    "/x",
                    "ce-type",
                    "t",
                    "Content-Type",
                    "application/json");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("127.0.0.1:1");
        }
    }

    @Test
    void carriesTheConnectorsUntouched() throws Exception {
        Path made = Packages.make(dir, Packages.hookTo("http://127.0.0.1:1/"), "http", "out");
        Path installed = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")), "connectors");
        for (String jar : new String[] {"connector-webhook.jar", "connector-http.jar"}) {
            assertThat(Packages.digest(made.resolve("function/connectors").resolve(jar)))
                    .isEqualTo(Packages.digest(installed.resolve(jar)));
        }
        try (var jars = Files.list(made.resolve("function/connectors"))) {
            assertThat(jars).hasSize(2);
        }
    }

    @Test
    void writesTheSameBytesAgainInPlaceOfTheFirst() throws Exception {
        Path first = Packages.make(dir, Packages.hookTo("http://127.0.0.1:1/"), "http", "out");
        var digests = Packages.digests(first);
        Packages.make(dir, Packages.hookTo("http://127.0.0.1:1/"), "http", "out");
        assertThat(Packages.digests(first)).isEqualTo(digests);
    }

    @Test
    void refusesWhatAFunctionCannotDoAndSaysTheWayOut() throws Exception {
        String[] target = {"--target", "http", "--output", "out"};
        String log = "sink: { connector: log }\n";
        String trigger = "source: { connector: trigger }\n";
        assertThat(Packages.refused(
                        dir,
                        "source: { connector: kafka, config: { bootstrap-servers: a:1, topics: t } }\n" + log,
                        target))
                .contains("connector: trigger");
        assertThat(Packages.refused(dir, "source: { connector: generator, config: { rate: 1 } }\n" + log, target))
                .contains("penstock run");
        assertThat(Packages.refused(dir, trigger + "sink: { connector: file, config: { path: out.ndjson } }\n", target))
                .contains("disk is gone");
        assertThat(Packages.refused(dir, trigger + log, "--target", "nowhere", "--output", "out"))
                .contains("http");
        String rocketmq = "source: { connector: trigger, config: { kind: rocketmq } }\n" + log;
        assertThat(Packages.refused(dir, rocketmq, target)).contains("source.config.kind");
        assertThat(Packages.refused(dir, rocketmq, "--target", "aws-lambda", "--output", "out"))
                .contains("no trigger of kind rocketmq");
        Files.createDirectories(dir.resolve("out"));
        Files.writeString(dir.resolve("out/precious"), "x");
        assertThat(Packages.refused(dir, trigger + log, target)).contains("no package");
        assertThat(dir.resolve("out/precious")).exists();
    }

    @Test
    void namesWhatIsNotSetWhereItIsPackaged() throws Exception {
        String pipeline =
                """
                source: { connector: trigger }
                sink: { connector: http, config: { url: http://a/, concurrency: "${env:HOW_MANY}" } }
                """;
        String said = Packages.refused(dir, pipeline, "--target", "http", "--output", "out");
        assertThat(said).contains("${env:HOW_MANY}").contains("set them while packaging");
        assertThat(dir.resolve("out")).doesNotExist();
    }

    @Test
    void isRefusedByRun() throws Exception {
        Path file =
                Files.writeString(dir.resolve("p.yaml"), "source: { connector: trigger }\nsink: { connector: log }\n");
        try (PenstockProcess process = PenstockProcess.start(dir, "run", file.toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.errors()).contains("penstock package");
        }
    }
}
