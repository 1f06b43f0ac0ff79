package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connectors that come with Penstock, the examples that use them and the pages about them. */
final class InstalledIT {
    private static final Path CHECKOUT = Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout")));

    @Test
    void allConnectorsAreListed() {
        CommandRun run = CommandRun.of("connectors");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("file ", "generator ", "http ", "log ", "webhook ");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(Path example) {
        CommandRun run = CommandRun.of("validate", example.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsAnyOf("t least once", "Effectively once");
        assertThat(CommandRun.of("validate", "--json", example.toString()).out())
                .contains("\"valid\" : true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "generator", "http", "log", "webhook"})
    void theReferencePageIsWhatTheConnectorSays(String name) throws IOException {
        Path page = CHECKOUT.resolve("docs/reference/connectors/" + name + ".md");
        CommandRun run = CommandRun.of("describe", name, "--markdown");
        assertThat(Files.readString(page))
                .as("run docs/reference/connectors/generate and commit the result")
                .isEqualTo(run.out());
    }

    @Test
    void aConnectorIsDescribedForReadingAndForPrograms() {
        assertThat(CommandRun.of("describe", "file").out()).contains("file@", "path", "required");
        assertThat(CommandRun.of("describe", "http", "--schema").out()).contains("\"$schema\"", "\"url\"");
        assertThat(CommandRun.of("describe", "http", "--json").out()).contains("\"kind\" : \"sink\"");
        CommandRun unknown = CommandRun.of("describe", "fiel");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean 'file'?");
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }
}
