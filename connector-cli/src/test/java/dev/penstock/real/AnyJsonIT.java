package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.Receiver;
import dev.penstock.process.Receiver.Arrived;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid JSON of any shape arrives as it was sent, byte for byte. */
class AnyJsonIT {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String GENERIC = "connector: webhook\nconfig: { path: /hook }\n";
    private static final String CLOUDEVENTS =
            "connector: webhook\nconfig: { provider: cloudevents, path: /hook, remember: 0s }\n";

    private static final List<String> SHAPES = List.of(
            "0",
            "-0",
            "-0.0",
            "1E+2",
            "1.10",
            "1e400",
            "-1.5e-999",
            "9".repeat(900),
            "0." + "3".repeat(900),
            "123456789012345678901234567890.000",
            "true",
            "false",
            "\"\"",
            "\"text\"",
            "\"é ☃ 𝄞 \u007f \u2028\"",
            "\"\\u00e9 \\u2603 \\uD834\\uDD1E \\/ \\b\\f\\n\\r\\t \\\" \\\\ \\u0000\"",
            "\"\\ud800 alone\"",
            "[]",
            "{}",
            "[[],{},[{}],null,1.0]",
            "{\"a\":1,\"a\":2,\"a\":{\"b\":1,\"b\":[]}}",
            "{\"\":0,\" \":1,\"é\":2,\"\\u00e9\":3}",
            "{ \"spaced\"\t:  [ 1 ,2,\t3 ] }",
            "{\"specversion\":\"1.0\",\"id\":1,\"data\":{\"data\":null}}",
            "[".repeat(400) + "]".repeat(400),
            "[\"" + "long ".repeat(100_000) + "\"]");

    /** What may stand around a body, but not within the line of a structured event. */
    private static final List<String> BODIES = List.of("null", " \t\r\n[1,\r\n\t2\n]\r\n \n", "\n{\n}\n");

    @TempDir
    Path directory;

    @Test
    void fromWebhookToHttp() throws Exception {
        try (Receiver receiver = new Receiver();
                Running running = Running.start(directory, GENERIC, receiver.sink())) {
            Sender sender = new Sender(running.hook());
            for (String each : SHAPES) {
                sender.taken(JSON, bytes(each));
            }
            for (String each : BODIES) {
                sender.taken(JSON, bytes(each));
            }
            assertThat(bodies(receiver).subList(0, SHAPES.size())).isEqualTo(SHAPES);
            assertThat(bodies(receiver).subList(SHAPES.size(), SHAPES.size() + BODIES.size()))
                    .isEqualTo(BODIES);
        }
    }

    @Test
    void fromWebhookToFileOfData() throws Exception {
        Path output = directory.resolve("out.txt");
        try (Running running = Running.start(
                directory, GENERIC, "connector: file\nconfig: { path: " + output + ", format: data }\n")) {
            Sender sender = new Sender(running.hook());
            for (String each : SHAPES) {
                sender.taken(JSON, bytes(each));
            }
            for (String each : BODIES) {
                sender.taken(JSON, bytes(each));
            }
            running.stop();
        }
        assertThat(Files.readString(output))
                .isEqualTo(String.join("\n", SHAPES) + "\n" + String.join("\n", BODIES) + "\n");
    }

    @Test
    void fromCloudEventsOfAnyModeToHttp() throws Exception {
        try (Receiver receiver = new Receiver();
                Running running = Running.start(directory, CLOUDEVENTS, receiver.sink())) {
            Sender sender = new Sender(running.hook());
            for (String each : SHAPES) {
                String event = "{\"data\":" + each + " ,\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\","
                        + "\"source\":\"/s\",\"datacontenttype\":\"application/json\"}";
                sender.taken(Map.of("Content-Type", "application/cloudevents+json"), bytes(event));
                sender.taken(Map.of("Content-Type", "application/cloudevents-batch+json"), bytes("[" + event + "]"));
                sender.taken(
                        Map.of(
                                "ce-specversion",
                                "1.0",
                                "ce-id",
                                "1",
                                "ce-type",
                                "t",
                                "ce-source",
                                "/s",
                                "Content-Type",
                                "application/json"),
                        bytes(each));
            }
            List<String> thrice = SHAPES.stream()
                    .flatMap(each -> List.of(each, each, each).stream())
                    .toList();
            assertThat(bodies(receiver)).isEqualTo(thrice);
        }
    }

    private static List<String> bodies(Receiver receiver) {
        return receiver.arrived().stream()
                .map(Arrived::body)
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
