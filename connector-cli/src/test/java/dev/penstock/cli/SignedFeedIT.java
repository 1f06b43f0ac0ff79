package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Penstock feeds another by signed requests. */
final class SignedFeedIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEXT = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @Test
    void whatOneSignsTheOtherTakesAsTheSameEvents(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("receive.yaml"),
                """
                source:
                  connector: webhook
                  config: { provider: standard-webhooks, path: /feed, secrets: [%s] }
                sink: { connector: file, config: { path: out.ndjson } }
                """
                        .formatted(NEXT));
        try (RealProcess receiver = RealProcess.run(folder, "receive.yaml")) {
            String address = receiver.address("webhooks");
            for (String mode : new String[] {"structured", "binary"}) {
                Files.writeString(folder.resolve(mode + ".txt"), "a\nb\nc\n");
                Files.writeString(
                        folder.resolve(mode + ".yaml"),
                        """
                        source: { connector: file, config: { path: %s.txt, format: lines, type: line } }
                        sink:
                          connector: http
                          config: { url: "%s", mode: %s, signing: { secrets: [%s, %s] } }
                        """
                                .formatted(mode, address, mode, SECRET, NEXT));
                RealProcess sender = RealProcess.toTheEnd(
                        folder, "run", mode + ".yaml", "--drain", "--no-admin", "--data-dir", "sender-" + mode);
                assertThat(sender.exitCode()).as(sender.err()).isZero();
                assertThat(sender.out()).contains("3 delivered");
            }
            assertThat(Files.readAllLines(folder.resolve("out.ndjson")))
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).contains("\"type\":\"line\""))
                    .anySatisfy(line -> assertThat(line).contains("structured.txt", "\"data\":\"c\""))
                    .anySatisfy(line -> assertThat(line).contains("binary.txt", "\"data\":\"c\""));

            HttpRequest tampered = HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/json")
                    .header("webhook-id", "1")
                    .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                    .header("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(tampered, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
