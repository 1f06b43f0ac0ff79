package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.process.PenstockProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that packaging for FunctionGraph and Google writes. */
final class FunctionGraphFilesIT {
    private static final String HOSTILE =
            """
            name: 9_Orders.v1
            source:
              connector: trigger
              config: { kind: kafka, resource: "a\\"${env:INSTANCE}$${b}%{c}\\n", topics: ["${env:A.B}", "${env:A_B}", "\\\\"] }
            sink: { connector: http, config: { url: "http://127.0.0.1/", auth: { bearer: "${env:TOKEN}" } } }
            scaling: { min: 2, max: 5 }
            """;

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"functiongraph", "functiongraph-java", "google-cloud"})
    void twoRunsGiveTheSameBytes(String target) throws Exception {
        String pipeline = Packaged.pipeline("{ connector: trigger }", "http://127.0.0.1/");
        SortedMap<String, byte[]> first =
                Packaged.files(Packaged.make(Files.createDirectory(dir.resolve("one")), target, pipeline));
        SortedMap<String, byte[]> second =
                Packaged.files(Packaged.make(Files.createDirectory(dir.resolve("two")), target, pipeline));
        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((path, bytes) -> assertThat(second.get(path)).as(path).isEqualTo(bytes));
    }

    @Test
    void leavesTheConnectorAsItIsAndTheProgramRunnable() throws Exception {
        Path made = Packaged.make(dir, "functiongraph", Packaged.pipeline("{ connector: trigger }", "http://x/"));
        Path code = Packaged.unzip(made.resolve("function.zip"), dir.resolve("code"));
        assertThat(Files.isExecutable(code.resolve("bootstrap"))).isTrue();
        assertThat(Files.isExecutable(code.resolve("penstock/function.json"))).isFalse();
        Path home = Path.of(System.getProperty("penstock.home", ""));
        assertThat(code.resolve("connectors/connector-http.jar"))
                .hasSameBinaryContentAs(home.resolve("connectors/connector-http.jar"));
        assertThat(code.resolve("lib/function-functiongraph.jar")).exists();
    }

    @Test
    void laysTheClassOfTheJavaRuntimeOutAtTheTop() throws Exception {
        Path made = Packaged.make(dir, "functiongraph-java", Packaged.pipeline("{ connector: trigger }", "http://x/"));
        Path code = Packaged.unzip(made.resolve("function.zip"), dir.resolve("code"));
        assertThat(code.resolve("function-functiongraph.jar")).exists();
        assertThat(code.resolve("penstock/function.json")).exists();
        assertThat(code.resolve("bootstrap")).doesNotExist();
        Path jar = Packaged.unzip(code.resolve("function-functiongraph.jar"), dir.resolve("jar"));
        assertThat(jar.resolve("com")).as("the platform brings its own").doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"functiongraph", "functiongraph-java"})
    void writesTerraformAsItsFormatterDoesWhateverNamesContain(String target) throws Exception {
        Path made = Packaged.make(dir, target, HOSTILE);
        String text = Files.readString(made.resolve("main.tf"));
        assertThat(text)
                .contains("= \"penstock-9-orders-v1\"\n")
                .contains("= \"Penstock pipeline 9_Orders.v1\"\n")
                .contains("\"a\\\"${var.env_instance}$${b}%%{c}\\n\"")
                .contains("\"${var.env_a_b}\", \"${var.env_a_b_2}\", \"\\\\\"");
        assertFormatted(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"events", "schedule, schedule: 5m", "obs, resource: b", "smn, resource: u", "lts", "rabbitmq"})
    void writesTerraformForEveryTrigger(String kind) throws Exception {
        String pipeline = Packaged.pipeline("{ connector: trigger, config: { kind: " + kind + " } }", "http://x/");
        assertFormatted(Packaged.make(dir, "functiongraph", pipeline));
    }

    private static void assertFormatted(Path made) throws Exception {
        assumeTrue(isThere("terraform"), "needs terraform");
        Process check = new ProcessBuilder("terraform", "fmt", "-check", "-diff", "main.tf")
                .directory(made.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"functiongraph", "google-cloud"})
    @Tag("I7")
    void holdsNoValueOfAnyEnvironmentVariable(String target) throws Exception {
        String pipeline = HOSTILE.replace("kind: kafka", "kind: events")
                .replace("${env:A.B}", "a")
                .replace("\\n\"", "\"");
        Path file = Files.writeString(dir.resolve("p.yaml"), pipeline);
        Path output = dir.resolve("out");
        Map<String, String> environment =
                Map.of("TOKEN", "s3cr3t-t0ken", "INSTANCE", "s3cr3t-instance", "A_B", "s3cr3t-topic");
        try (PenstockProcess packaging = PenstockProcess.start(
                dir, environment, "package", file.toString(), "--target", target, "--output", output.toString())) {
            assertThat(packaging.exitCode()).as(packaging::errors).isZero();
            assertThat(packaging.output() + packaging.errors()).doesNotContain("s3cr3t");
        }
        Path zip = output.resolve("function.zip");
        if (Files.exists(zip)) {
            Packaged.unzip(zip, output.resolve("unpacked"));
        }
        Packaged.files(output).forEach((path, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(path)
                .doesNotContain("s3cr3t"));
    }

    @Test
    void refusesTriggersThatThePlatformLacks() throws Exception {
        Path file = Files.writeString(
                dir.resolve("p.yaml"),
                Packaged.pipeline("{ connector: trigger, config: { kind: sqs, resource: q } }", "http://x/"));
        for (String target : new String[] {"functiongraph", "google-cloud"}) {
            try (PenstockProcess packaging = PenstockProcess.start(
                    dir,
                    "package",
                    file.toString(),
                    "--target",
                    target,
                    "--output",
                    dir.resolve("o").toString())) {
                assertThat(packaging.exitCode()).isEqualTo(2);
                assertThat(packaging.errors()).contains("no trigger").contains("sqs");
            }
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
