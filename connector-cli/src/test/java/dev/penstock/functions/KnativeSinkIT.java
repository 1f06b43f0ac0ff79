package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.PenstockProcess;
import dev.penstock.process.Receiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a SinkBinding and a ContainerSource tell a container, and what it has to do with it. */
class KnativeSinkIT {
    private static final String OVERRIDES = "{\"extensions\":{\"tenant\":\"ü\",\"region\":\"eu\"}}";
    private static final String PIPELINE =
            """
            source: %s
            sink: { connector: http, config: { url: "${env:K_SINK}" } }
            """;

    @TempDir
    Path dir;

    private static Map<String, String> environment(Receiver receiver, String overrides) {
        return Map.of("K_SINK", receiver.address(), "K_CE_OVERRIDES", overrides);
    }

    private static void assertOverridden(Receiver receiver) {
        assertThat(receiver.arrived()).hasSize(1);
        assertThat(receiver.arrived().get(0).header("ce-region")).isEqualTo("eu");
        assertThat(receiver.arrived().get(0).header("ce-tenant")).isEqualTo("%C3%BC");
    }

    @Test
    void aFunctionSendsToTheSinkWhatItIsToldToPutOn() throws Exception {
        Path made = Packages.make(dir, PIPELINE.formatted("{ connector: trigger }"), "http", "out");
        byte[] event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\",\"tenant\":\"old\",\"data\":{}}"
                        .getBytes(StandardCharsets.UTF_8);
        try (Receiver receiver = new Receiver();
                HttpFunctionProcess function = HttpFunctionProcess.start(made, environment(receiver, OVERRIDES))) {
            assertThat(function.post("/", event, "Content-Type", "application/cloudevents+json")
                            .statusCode())
                    .as(function::log)
                    .isEqualTo(204);
            assertOverridden(receiver);
            assertThat(receiver.arrived().get(0).body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        }
        try (FunctionProcess function = FunctionProcess.start(
                made.resolve("function"),
                Map.of(
                        "K_SINK",
                        "http://127.0.0.1:1/",
                        "K_CE_OVERRIDES",
                        "{\"extensions\":{\"A-B\":\"x\"}}",
                        "PORT",
                        "0"),
                List.of(FunctionProcess.java(), "-jar", "lib/function-http.jar"))) {
            assertThat(function.exitCode()).isEqualTo(1);
            assertThat(function.log()).contains("cannot start").contains("'A-B' is no name of an attribute");
        }
    }

    @Test
    void deadLettersHoldTheEventsAsTheyCame() throws Exception {
        byte[] event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\",\"tenant\":\"old\"}"
                .getBytes(StandardCharsets.UTF_8);
        try (Receiver letters = new Receiver();
                Target target = new Target()) {
            target.answer(422);
            String letter =
                    "delivery: { dead-letter: { connector: http, config: { url: \"" + letters.address() + "\" } } }\n";
            Path made = Packages.make(dir, PIPELINE.formatted("{ connector: trigger }") + letter, "http", "out");
            Map<String, String> environment = Map.of("K_SINK", target.address(), "K_CE_OVERRIDES", OVERRIDES);
            try (HttpFunctionProcess function = HttpFunctionProcess.start(made, environment)) {
                assertThat(function.post("/", event, "Content-Type", "application/cloudevents+json")
                                .statusCode())
                        .as(function::log)
                        .isEqualTo(204);
            }
            assertThat(target.arrived().get(0).header("ce-region")).isEqualTo("eu");
            assertThat(letters.arrived()).hasSize(1);
            assertThat(new String(letters.arrived().get(0).body(), StandardCharsets.UTF_8))
                    .contains("\"tenant\":\"old\"")
                    .doesNotContain("region");
        }
    }

    @Test
    void theRuntimeDoesTheSame() throws Exception {
        Path file = Files.writeString(
                dir.resolve("orders.yaml"),
                PIPELINE.formatted("{ connector: generator, config: { count: 1, rate: 100 } }"));
        String[] command = {"run", file.toString(), "--drain", "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0"};
        try (Receiver receiver = new Receiver()) {
            try (PenstockProcess process = PenstockProcess.start(dir, environment(receiver, OVERRIDES), command)) {
                assertThat(process.exitCode()).as(process::errors).isZero();
            }
            assertOverridden(receiver);
            try (PenstockProcess process = PenstockProcess.start(dir, environment(receiver, "{"), command)) {
                assertThat(process.exitCode()).isEqualTo(2);
                assertThat(process.errors()).contains("K_CE_OVERRIDES is malformed: it is no JSON; write");
            }
            assertThat(receiver.arrived()).hasSize(1);
        }
    }
}
