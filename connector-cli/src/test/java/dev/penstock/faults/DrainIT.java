package dev.penstock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what is under way is delivered, exit 0, and nothing at all comes twice. */
@Tag("I8")
class DrainIT {
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @Test
    void fileToHttpRepeatsNothing() throws Exception {
        Path input = directory.resolve("input.ndjson");
        try (FlakyReceiver receiver = new FlakyReceiver(0);
                LineWriter writer = new LineWriter(input, 20)) {
            Path pipeline = Files.writeString(
                    directory.resolve("pipeline.yaml"),
                    """
                    source:
                      connector: file
                      config: { path: %s, format: json, id: { pointer: /id }, partition-key: { pointer: /key }, interval: 50ms }
                    sink:
                      connector: http
                      config: { url: "http://127.0.0.1:%d/" }
                    """
                            .formatted(input, receiver.port()));
            for (int round = 0; round < ROUNDS; round++) {
                try (PenstockProcess process = run(pipeline, "127.0.0.1:0")) {
                    int before = receiver.arrivals.count();
                    await().atMost(Duration.ofMinutes(1)).until(() -> receiver.arrivals.count() > before + 50);
                    assertThat(process.terminate()).isZero();
                }
            }
            Set<String> written = writer.finish();
            try (PenstockProcess last = run(pipeline, "127.0.0.1:0")) {
                await().atMost(Duration.ofMinutes(2)).until(() -> receiver.arrivals.containsAll(written));
                assertThat(last.terminate()).isZero();
            }
            receiver.arrivals.lack(written);
            receiver.arrivals.keepOrder();
            assertThat(receiver.arrivals.repeated()).isZero();
        }
    }

    @Test
    void webhookToFileRepeatsNothing() throws Exception {
        Path output = directory.resolve("out.ndjson");
        Path pipeline = Files.writeString(
                directory.resolve("pipeline.yaml"),
                """
                source:
                  connector: webhook
                  config: { provider: github, path: /hook, secrets: ["%s"] }
                sink: { connector: file, config: { path: %s } }
                """
                        .formatted(WebhookSenders.SECRET, output));
        String address = "127.0.0.1:" + KillIT.freePort();
        try (WebhookSenders senders = new WebhookSenders(URI.create("http://" + address + "/hook"), 8)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (PenstockProcess process = run(pipeline, address)) {
                    int before = senders.acknowledged.size();
                    await().atMost(Duration.ofMinutes(1)).until(() -> senders.acknowledged.size() > before + 50);
                    if (round == ROUNDS - 1) {
                        senders.close();
                    }
                    assertThat(process.terminate()).isZero();
                }
            }
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            assertThat(new HashSet<>(lines)).hasSameSizeAs(lines);
            assertThat(lines.size()).isGreaterThanOrEqualTo(senders.acknowledged.size());
        }
    }

    private PenstockProcess run(Path pipeline, String http) throws Exception {
        return PenstockProcess.start(
                        directory,
                        "run",
                        pipeline.toString(),
                        "--data-dir",
                        directory.resolve("data").toString(),
                        "--http",
                        http,
                        "--admin",
                        "127.0.0.1:0")
                .ready();
    }
}
