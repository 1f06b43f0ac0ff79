package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.real.RawRequest.Framing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile requests are answered 4xx and never 5xx, go nowhere, and leave the process as it was. */
class HostileBodiesIT {
    private static final String SECRET = "only-for-tests";
    private static final long HUGE = 64L << 20;
    private static final int ROUNDS = 200;
    private static final long FLAT = 32L << 20;

    @TempDir
    Path directory;

    @Test
    void genericWebhook() throws Exception {
        expectRefusals("{ path: /hook }", body -> Map.of("Content-Type", "application/json"));
    }

    @Test
    void signedWebhook() throws Exception {
        expectRefusals(
                "{ provider: github, path: /hook, secrets: [" + SECRET + "] }",
                body -> Sender.github(
                        SECRET, "push", UUID.nameUUIDFromBytes(body).toString(), body));
    }

    @Test
    void structuredCloudEvents() throws Exception {
        expectRefusals(
                "{ provider: cloudevents, path: /hook }",
                body -> Map.of("Content-Type", "application/cloudevents+json"));
    }

    @Test
    void batchesOfCloudEvents() throws Exception {
        expectRefusals(
                "{ provider: cloudevents, path: /hook }",
                body -> Map.of("Content-Type", "application/cloudevents-batch+json; charset=utf-8"));
    }

    /** With a heap of 128 MB. */
    @Test
    @Tag("I6")
    void memoryStaysFlat() throws Exception {
        try (Running running = start("{ path: /hook }")) {
            Sender sender = new Sender(running.hook());
            Map<String, byte[]> bodies = HostileBodies.all();
            for (int round = 0; round < ROUNDS / 2; round++) {
                attack(running, sender, bodies, round);
            }
            long before = running.residentBytes();
            for (int round = 0; round < ROUNDS; round++) {
                attack(running, sender, bodies, round);
            }
            long after = running.residentBytes();
            System.out.printf(
                    "hostile bodies: resident %d MiB before and %d MiB after %d rounds of %d%n",
                    before >> 20, after >> 20, ROUNDS, bodies.size());
            assertThat(after - before).as("growth of resident memory").isLessThan(FLAT);
            stillTakes(running, sender);
        }
    }

    private void attack(Running running, Sender sender, Map<String, byte[]> bodies, int round) throws Exception {
        for (var body : bodies.entrySet()) {
            assertThat(sender.post(Map.of("Content-Type", "application/json"), body.getValue()))
                    .as(body.getKey())
                    .isEqualTo(400);
        }
        if (round % 20 == 0) {
            for (Framing framing : Framing.values()) {
                assertThat(RawRequest.zeros(running.hook(), HUGE, framing)).isEqualTo(413);
            }
        }
    }

    private interface HeadersOf {
        Map<String, String> body(byte[] body);
    }

    private void expectRefusals(String config, HeadersOf headers) throws Exception {
        try (Running running = start(config)) {
            Sender sender = new Sender(running.hook());
            for (var body : HostileBodies.all().entrySet()) {
                assertThat(sender.post(headers.body(body.getValue()), body.getValue()))
                        .as(body.getKey())
                        .isEqualTo(400);
            }
            for (Framing framing : Framing.values()) {
                assertThat(RawRequest.zeros(running.hook(), HUGE, framing))
                        .as("64 MiB, " + framing)
                        .isEqualTo(413);
            }
            assertThat(RawRequest.headers(running.hook(), 20_000)).isEqualTo(431);
            stillTakes(running, sender);
        }
    }

    /** A good request under each of the providers; of all others nothing went anywhere. */
    private void stillTakes(Running running, Sender sender) throws IOException, InterruptedException {
        assertThat(running.isAlive()).isTrue();
        byte[] good = "{\"good\":true}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(Sender.github(SECRET, "push", "good", good));
        headers.putAll(Map.of("ce-specversion", "1.0", "ce-id", "good", "ce-source", "/s", "ce-type", "t"));
        sender.taken(headers, good);
        running.stop();
        assertThat(Files.readAllLines(directory.resolve("out.ndjson")))
                .singleElement()
                .asString()
                .contains("\"data\":{\"good\":true}");
    }

    private Running start(String config) throws IOException {
        return Running.start(
                directory,
                "connector: webhook\nconfig: " + config + "\n",
                "connector: file\nconfig: { path: " + directory.resolve("out.ndjson") + " }\n");
    }
}
