package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.Receiver;
import dev.penstock.process.Receiver.Arrived;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All example payloads of GitHub, signed and posted, become the events that the adapter document describes. */
class GithubPayloadsIT {
    private static final String SECRET = "only-for-tests";
    private static final String SOURCE =
            "connector: webhook\nconfig: { provider: github, path: /hook, secrets: [\"" + SECRET + "\"] }\n";

    @TempDir
    Path directory;

    @Test
    void fromWebhookToFileOnceEach() throws Exception {
        List<Path> payloads = payloads();
        AdapterTypes types = new AdapterTypes();
        Path output = directory.resolve("out.ndjson");
        try (Running running =
                Running.start(directory, SOURCE, "connector: file\nconfig: { path: " + output + " }\n")) {
            post(running, payloads);
            post(running, payloads); // all of them again, as GitHub does when asked to
            running.stop();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(lines).hasSameSizeAs(payloads);
        for (int i = 0; i < lines.size(); i++) {
            Path payload = payloads.get(i);
            Map<String, Object> expected = RealData.object(Files.readAllBytes(payload));
            assertThat(RealData.object(lines.get(i)))
                    .as(payload.toString())
                    .containsEntry("specversion", "1.0")
                    .containsEntry("id", delivery(payload))
                    .containsEntry("type", types.of(event(payload), expected))
                    .containsEntry("datacontenttype", "application/json")
                    .containsEntry("data", expected)
                    .containsKeys("source", "time");
        }
    }

    @Test
    void fromWebhookToHttpByteForByte() throws Exception {
        List<Path> payloads = payloads();
        AdapterTypes types = new AdapterTypes();
        try (Receiver receiver = new Receiver();
                Running running = Running.start(directory, SOURCE, receiver.sink())) {
            post(running, payloads);
            List<Arrived> arrived = receiver.arrived();
            assertThat(arrived).hasSameSizeAs(payloads);
            for (int i = 0; i < arrived.size(); i++) {
                Path payload = payloads.get(i);
                byte[] body = Files.readAllBytes(payload);
                assertThat(arrived.get(i).body()).as(payload.toString()).isEqualTo(body);
                assertThat(arrived.get(i).header("ce-id")).isEqualTo(delivery(payload));
                assertThat(arrived.get(i).header("ce-type")).isEqualTo(types.of(event(payload), RealData.object(body)));
            }
        }
    }

    private static List<Path> payloads() throws IOException {
        List<Path> payloads = RealData.files("webhooks-github", "payload-examples");
        assertThat(payloads).hasSize(182);
        return payloads;
    }

    private static void post(Running running, List<Path> payloads) throws IOException, InterruptedException {
        Sender sender = new Sender(running.hook());
        for (Path payload : payloads) {
            byte[] body = Files.readAllBytes(payload);
            sender.taken(Sender.github(SECRET, event(payload), delivery(payload), body), body);
        }
    }

    /** Its folder is named after the event. */
    private static String event(Path payload) {
        return payload.getName(payload.getNameCount() - 2).toString();
    }

    private static String delivery(Path payload) {
        String name = event(payload) + "/" + payload.getFileName();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
