package dev.penstock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runtimes in one consumer group, one of them killed: the other takes over, nothing is lost, keys keep their order. */
@Tag("I1")
@Tag("I4")
@Tag("I8")
class GroupTakeoverIT {
    @TempDir
    Path directory;

    @Test
    void theOtherMemberTakesOver() throws Exception {
        Path input = directory.resolve("input.ndjson");
        try (TestServer broker = TestServer.start(TestServer.Kind.KAFKA, directory.resolve("kafka"));
                FlakyReceiver receiver = new FlakyReceiver(0);
                LineWriter writer = new LineWriter(input, 5)) {
            Path feed = write(
                    "feed",
                    """
                    source:
                      connector: file
                      config: { path: %s, format: json, id: { pointer: /id }, partition-key: { pointer: /key }, interval: 50ms }
                    sink:
                      connector: kafka
                      config: { bootstrap-servers: "%s", topic: lines }
                    """
                            .formatted(input, broker.address()));
            Path post = write(
                    "post",
                    """
                    source:
                      connector: kafka
                      config:
                        bootstrap-servers: "%s"
                        topics: lines
                        group-id: posters
                        properties: { session.timeout.ms: "3000", heartbeat.interval.ms: "500", metadata.max.age.ms: "1000" }
                    sink:
                      connector: http
                      config: { url: "http://127.0.0.1:%d/", timeout: 1s }
                    """
                            .formatted(broker.address(), receiver.port()));
            try (PenstockProcess feeder = run("feeder", feed)) {
                try (PenstockProcess first = run("first", post)) {
                    await().atMost(Duration.ofMinutes(1)).until(() -> receiver.arrivals.distinct() > 100);
                    try (PenstockProcess second = run("second", post)) {
                        int joined = receiver.arrivals.distinct();
                        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.arrivals.distinct() > joined + 500);
                        first.kill();
                        Set<String> written = writer.finish();
                        await().atMost(Duration.ofMinutes(2)).until(() -> receiver.arrivals.containsAll(written));
                        receiver.arrivals.lack(written);
                        receiver.arrivals.keepOrder();
                        assertThat(written).hasSizeGreaterThan(600);
                        System.out.printf(
                                "two members, one killed: %d events, 0 lost, %d repeated%n",
                                written.size(), receiver.arrivals.repeated());
                        assertThat(second.terminate()).isZero();
                    }
                }
                assertThat(feeder.terminate()).isZero();
            }
        }
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"), yaml + "delivery: { buffer: { max-events: 200 } }\n");
    }

    private PenstockProcess run(String name, Path pipeline) throws IOException {
        return PenstockProcess.run(Files.createDirectory(directory.resolve(name)), pipeline);
    }
}
