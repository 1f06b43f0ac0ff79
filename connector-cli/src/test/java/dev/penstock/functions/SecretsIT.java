package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.process.PenstockProcess;
import dev.penstock.process.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose token is a secret of AWS, in the runtime and as a function. */
class SecretsIT {
    private static final String REFERENCE = "${aws-secret:app/sink#/token}";

    @TempDir
    Path dir;

    private SecretStore store;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        store = new SecretStore();
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        store.close();
    }

    private String pipeline(String source, String reference) {
        return """
                source: %s
                sink:
                  connector: http
                  config: { url: "%s", auth: { bearer: "%s" } }
                """
                .formatted(source, receiver.address(), reference);
    }

    private Path generating(String reference) throws IOException {
        return Files.writeString(
                dir.resolve("orders.yaml"),
                pipeline("{ connector: generator, config: { count: 1, rate: 100 } }", reference));
    }

    private PenstockProcess penstock(String... arguments) throws IOException {
        return PenstockProcess.start(dir, store.environment(), arguments);
    }

    private PenstockProcess run(Path file) throws IOException {
        return penstock("run", file.toString(), "--drain", "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0");
    }

    @Test
    @Tag("I7")
    void isFetchedOnceByRun() throws Exception {
        try (PenstockProcess process = run(generating(REFERENCE))) {
            assertThat(process.exitCode()).as(process::errors).isZero();
            assertThat(process.output() + process.errors()).doesNotContain(SecretStore.TOKEN);
        }
        assertThat(receiver.arrived()).hasSize(1);
        assertThat(receiver.arrived().get(0).header("Authorization")).isEqualTo("Bearer " + SecretStore.TOKEN);
        assertThat(store.asked()).containsExactly("app/sink");
    }

    @Test
    void stopsRunAndCheckBeforeTheyStartWhenItIsMissing() throws Exception {
        Path file = generating("${aws-secret:app/other}");
        for (String command : new String[] {"run", "check"}) {
            try (PenstockProcess process = penstock(command, file.toString())) {
                assertThat(process.exitCode()).isEqualTo(2);
                assertThat(process.errors())
                        .contains("orders.yaml:4")
                        .contains("${aws-secret:app/other} cannot be had: there is no such secret; check its name");
            }
        }
        assertThat(receiver.arrived()).isEmpty();
    }

    @Test
    void isNotFetchedByValidate() throws Exception {
        try (PenstockProcess process =
                penstock("validate", generating(REFERENCE).toString())) {
            assertThat(process.exitCode()).as(process::errors).isZero();
            assertThat(process.output()).contains("not checked").contains(REFERENCE);
        }
        try (PenstockProcess process =
                penstock("validate", generating("${aws-secret:a b}").toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.errors()).contains("${aws-secret:a b} is malformed");
        }
        try (PenstockProcess process =
                penstock("validate", generating("${vault:a}").toString())) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.errors()).contains("kinds that are installed: aws-parameter, aws-secret");
        }
        assertThat(store.asked()).isEmpty();
    }

    @Test
    @Tag("I7")
    void isFetchedByAFunctionWhoseProviderCameAlong() throws Exception {
        Path made = Packages.make(dir, pipeline("{ connector: trigger }", REFERENCE), "http", "out");
        assertThat(made.resolve("function/secrets/aws/secrets-aws.jar")).exists();
        assertThat(Files.readString(made.resolve("README.md")))
                .contains(REFERENCE)
                .contains("GetSecretValue");
        assertThat(store.asked()).isEmpty();
        try (HttpFunctionProcess function = HttpFunctionProcess.start(made, store.environment())) {
            byte[] event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\"}"
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(function.post("/", event, "Content-Type", "application/cloudevents+json")
                            .statusCode())
                    .as(function::log)
                    .isEqualTo(204);
            assertThat(function.log()).doesNotContain(SecretStore.TOKEN);
        }
        assertThat(receiver.arrived().get(0).header("Authorization")).isEqualTo("Bearer " + SecretStore.TOKEN);
        assertThat(store.asked()).containsExactly("app/sink");
    }

    @Test
    void leavesTheProviderOutWhereNoneIsNamed() throws Exception {
        Path made = Packages.make(dir, Packages.triggerTo(receiver.address()), "http", "out");
        assertThat(made.resolve("function/secrets")).doesNotExist();
    }
}
