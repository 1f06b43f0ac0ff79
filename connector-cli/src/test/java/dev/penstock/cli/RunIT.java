package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunIT {
    private static final String BODY = "{\"action\":\"opened\",\"issue\":{\"number\":1},"
            + "\"repository\":{\"url\":\"https://api.github.com/repos/ada/engine\"}}";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aSignedGitHubWebhookBecomesALineInAFile(@TempDir Path folder) throws Exception {
        String example =
                Objects.requireNonNull(System.getProperty("penstock.checkout")) + "/examples/github-to-file.yaml";
        try (RealProcess run = RealProcess.run(folder, example)) {
            URI hook = URI.create(run.address("webhooks"));
            assertThat(hook.getPath()).isEqualTo("/hooks/github");
            assertThat(post(hook, "wrong")).isEqualTo(401);
            assertThat(post(hook, "only-for-trying")).isBetween(200, 299);
            assertThat(folder.resolve("out/events.ndjson"))
                    .content()
                    .contains("\"72d3162e-cc78-11e3-81ab-4c9367dc0958\"")
                    .contains("\"com.github.issues.opened\"");
            assertThat(get(run.address("admin") + "/health/ready")).isEqualTo(200);
            run.terminate();
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.err()).doesNotContain("\tat ").doesNotContain("only-for-trying");
        }
    }

    @Test
    void drainEndsByItselfOnceAllIsDelivered(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("in.txt"), "a\nb\nc\n");
        Files.writeString(
                folder.resolve("copy.yaml"),
                """
                source: { connector: file, config: { path: in.txt, format: lines, type: line } }
                sink: { connector: file, config: { path: out.ndjson, format: data } }
                """);
        RealProcess run = RealProcess.toTheEnd(folder, "run", "copy.yaml", "--drain", "--no-admin");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("penstock ready").contains("penstock drained: 3 delivered");
        assertThat(folder.resolve("out.ndjson")).content().isEqualTo("a\nb\nc\n");

        RealProcess again = RealProcess.toTheEnd(folder, "run", "copy.yaml", "--drain", "--no-admin");
        assertThat(again.out()).contains("penstock drained: 0 delivered");
        assertThat(RealProcess.toTheEnd(folder, "offsets", "list").out()).contains("copy");
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsPlace(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("bad.yaml"),
                """
                source: { connector: fil, config: {} }
                sink:
                  connector: file
                  config: { pth: x }
                delivrey: {}
                """);
        RealProcess run = RealProcess.toTheEnd(folder, "run", "bad.yaml");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("bad.yaml:1:")
                .contains("did you mean 'file'")
                .contains("bad.yaml:4:")
                .contains("did you mean 'path'")
                .contains("bad.yaml:5:")
                .contains("did you mean 'delivery'")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("penstock-data")).doesNotExist();
    }

    @Test
    void aTakenPortIsTheEnvironmentsFault(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("tick.yaml"),
                """
                source: { connector: generator, config: { count: 1 } }
                sink: { connector: log }
                """);
        try (ServerSocket taken = new ServerSocket(0)) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            RealProcess run = RealProcess.toTheEnd(folder, "run", "tick.yaml", "--admin", address);
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains(address).doesNotContain("\tat ");
        }
    }

    private int post(URI hook, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + signature)
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private int get(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
