package dev.penstock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at random moments under load: nothing is lost, keys keep their order, repetitions stay within what was in flight. */
@Tag("I1")
@Tag("I4")
@Tag("I8")
class KillIT {
    private static final int ROUNDS = Integer.getInteger("penstock.faults.rounds", 20);
    private static final int IN_FLIGHT = 1000;
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+-\\d+)\"");

    @TempDir
    Path directory;

    private final Random random = new Random(5);

    @Test
    void fileToHttp() throws Exception {
        Path input = directory.resolve("input.ndjson");
        try (FlakyReceiver receiver = new FlakyReceiver(0);
                LineWriter writer = new LineWriter(input, 20)) {
            Path pipeline = pipeline(
                    """
                    source:
                      connector: file
                      config: { path: %s, format: json, id: { pointer: /id }, partition-key: { pointer: /key }, interval: 50ms }
                    sink:
                      connector: http
                      config: { url: "http://127.0.0.1:%d/", timeout: 1s }
                    """
                            .formatted(input, receiver.port()));
            receiver.faults = 10;
            for (int round = 0; round < ROUNDS; round++) {
                killSoon(pipeline, "127.0.0.1:0");
            }
            receiver.faults = 0;
            Set<String> written = writer.finish();
            try (PenstockProcess last = run(pipeline, "127.0.0.1:0")) {
                await().atMost(Duration.ofMinutes(2)).until(() -> receiver.arrivals.containsAll(written));
                assertThat(last.terminate()).isZero();
            }
            receiver.arrivals.lack(written);
            receiver.arrivals.keepOrder();
            report("file → http", written.size(), receiver.arrivals, receiver.takenAndDenied());
        }
    }

    @Test
    void webhookToFile() throws Exception {
        Path output = directory.resolve("out.ndjson");
        Path pipeline = pipeline(webhook() + "sink: { connector: file, config: { path: " + output + " } }\n");
        String address = "127.0.0.1:" + freePort();
        Set<String> acknowledged;
        try (WebhookSenders senders = new WebhookSenders(URI.create("http://" + address + "/hook"), 8)) {
            for (int round = 0; round < ROUNDS; round++) {
                killSoon(pipeline, address);
            }
            try (PenstockProcess last = run(pipeline, address)) {
                int before = senders.acknowledged.size();
                await().atMost(Duration.ofMinutes(1)).until(() -> senders.acknowledged.size() > before + 100);
                senders.close();
                assertThat(last.terminate()).isZero();
            }
            acknowledged = senders.acknowledged;
        }
        Arrivals arrivals = new Arrivals();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            assertThat(line).startsWith("{").endsWith("}");
            Matcher id = ID.matcher(line);
            assertThat(id.find()).as(line).isTrue();
            arrivals.add(id.group(1));
        }
        arrivals.lack(acknowledged);
        arrivals.keepOrder();
        report("webhook → file", acknowledged.size(), arrivals, 0);
    }

    @Test
    void webhookToHttp() throws Exception {
        try (FlakyReceiver receiver = new FlakyReceiver(0)) {
            Path pipeline = pipeline(webhook()
                    + "sink: { connector: http, config: { url: \"http://127.0.0.1:" + receiver.port()
                    + "/\", timeout: 1s } }\n");
            String address = "127.0.0.1:" + freePort();
            try (WebhookSenders senders = new WebhookSenders(URI.create("http://" + address + "/hook"), 8)) {
                receiver.faults = 10;
                for (int round = 0; round < ROUNDS; round++) {
                    killSoon(pipeline, address);
                }
                receiver.faults = 0;
                try (PenstockProcess last = run(pipeline, address)) {
                    int before = senders.acknowledged.size();
                    await().atMost(Duration.ofMinutes(1)).until(() -> senders.acknowledged.size() > before + 100);
                    senders.close();
                    assertThat(last.terminate()).isZero();
                }
                receiver.arrivals.lack(senders.acknowledged);
                receiver.arrivals.keepOrder();
                report("webhook → http", senders.acknowledged.size(), receiver.arrivals, receiver.takenAndDenied());
            }
        }
    }

    private static String webhook() {
        return """
                source:
                  connector: webhook
                  config: { provider: github, path: /hook, secrets: ["%s"] }
                """
                .formatted(WebhookSenders.SECRET);
    }

    private Path pipeline(String yaml) throws IOException {
        String delivery =
                """
                delivery:
                  buffer: { max-events: %d }
                  retry: { max-attempts: 1000, initial-delay: 20ms, max-delay: 200ms }
                """
                        .formatted(IN_FLIGHT);
        return Files.writeString(directory.resolve("pipeline.yaml"), yaml + delivery);
    }

    private PenstockProcess run(Path pipeline, String http) throws IOException {
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

    /** The kill comes at any moment after the first event can have moved. */
    private void killSoon(Path pipeline, String http) throws Exception {
        try (PenstockProcess process = run(pipeline, http)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(600)));
            process.kill();
        }
    }

    private static void report(String scene, int events, Arrivals arrivals, int deniedByReceiver) {
        int repeated = arrivals.repeated() - deniedByReceiver;
        System.out.printf(
                "%s: %d kills, %d events, 0 lost, %d repeated after kills (%d more by the receiver's own fault)%n",
                scene, ROUNDS, events, Math.max(0, repeated), deniedByReceiver);
        assertThat(events).as("events under load").isGreaterThan(ROUNDS);
        assertThat(repeated).as("repeated").isLessThanOrEqualTo(ROUNDS * IN_FLIGHT);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
