package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's published signature, and what was derived from it, over real HTTP. */
class SignatureVectorsIT {
    private static final String SECRET = "It's a Secret to Everybody";

    @TempDir
    Path directory;

    /** The body of the vectors is text: another sender that signs as GitHub does may well send that. */
    @Test
    void takesWhatIsSignedRightAndNothingElse() throws Exception {
        List<Map<String, Object>> vectors = vectors();
        Path output = directory.resolve("out.txt");
        String source =
                """
                connector: webhook
                config:
                  provider: generic
                  path: /hook
                  secrets: ["%s"]
                  auth: { signature: { header: X-Hub-Signature-256, prefix: "sha256=" } }
                """
                        .formatted(SECRET);
        long valid = 0;
        try (Running running = Running.start(directory, source, sink(output))) {
            for (Map<String, Object> vector : vectors) {
                int status = post(running, "text/plain", vector);
                boolean right = Boolean.TRUE.equals(vector.get("valid"));
                assertThat(status).as(vector.toString()).isEqualTo(right ? 204 : 401);
                valid += right ? 1 : 0;
            }
            running.stop();
        }
        assertThat(valid).isPositive();
        assertThat(Files.readString(output)).isEqualTo("Hello, World!\n".repeat((int) valid));
    }

    /** GitHub itself sends JSON: a right signature under something else is believed, and the body refused. */
    @Test
    void tellsAWrongSignatureFromAWrongBody() throws Exception {
        List<Map<String, Object>> vectors = vectors();
        Path output = directory.resolve("out.txt");
        String source =
                "connector: webhook\nconfig: { provider: github, path: /hook, secrets: [\"" + SECRET + "\"] }\n";
        try (Running running = Running.start(directory, source, sink(output))) {
            for (Map<String, Object> vector : vectors) {
                int status = post(running, "application/json", vector);
                assertThat(status)
                        .as(vector.toString())
                        .isEqualTo(Boolean.TRUE.equals(vector.get("valid")) ? 400 : 401);
            }
            byte[] good = "{\"zen\":\"Hello, World!\"}".getBytes(StandardCharsets.UTF_8);
            new Sender(running.hook()).taken(Sender.github(SECRET, "ping", "1", good), good);
            running.stop();
        }
        assertThat(Files.readString(output)).isEqualTo("{\"zen\":\"Hello, World!\"}\n");
    }

    private static String sink(Path output) {
        return "connector: file\nconfig: { path: " + output + ", format: data }\n";
    }

    /** Those of the scheme; all have the one secret. A validity of null means "not specified"; here that is not valid. */
    private static List<Map<String, Object>> vectors() throws IOException {
        List<Map<String, Object>> vectors = new ArrayList<>();
        for (String line : Files.readAllLines(RealData.file("signature-vectors", "vectors.jsonl"))) {
            Map<String, Object> vector = RealData.object(line);
            if ("github".equals(vector.get("scheme"))) {
                assertThat(vector).containsEntry("secret", SECRET);
                vectors.add(vector);
            }
        }
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(5);
        return vectors;
    }

    private static int post(Running running, String type, Map<String, Object> vector) throws Exception {
        Map<String, String> headers = new HashMap<>();
        ((Map<?, ?>) RealData.member(vector, "headers"))
                .forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        headers.put("Content-Type", type);
        headers.put("X-GitHub-Event", "ping");
        headers.put("X-GitHub-Delivery", RealData.member(vector, "id").toString());
        return new Sender(running.hook())
                .post(headers, RealData.member(vector, "body").toString());
    }
}
