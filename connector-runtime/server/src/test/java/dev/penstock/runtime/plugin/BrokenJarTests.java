package dev.penstock.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Problem.Severity;
import dev.penstock.host.ConnectorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenJarTests {
    private final Path dir;

    BrokenJarTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"format\":1,                                                        | is not JSON            | build the jar again",
                "[]                                                                    | is not JSON            | build the jar again",
                "{\"format\":2,\"api\":\"1.0\"}                                        | has the format 2       | use a newer Penstock",
                "{}                                                                    | has the format null    | connector-processor",
                "{\"format\":1,\"api\":\"2.0\",\"version\":\"1\",\"connectors\":[]}    | connector-api 2.0      | a Penstock for this",
                "{\"format\":1,\"api\":\"1.99\",\"version\":\"1\",\"connectors\":[]}   | connector-api 1.99     | a Penstock for this",
                "{\"format\":1,\"version\":\"1\",\"connectors\":[]}                    | no text under \"api\"  | connector-processor",
                "{\"format\":1,\"api\":\"1.0\",\"version\":\"1\",\"connectors\":7}     | no list under          | connector-processor",
                "{\"format\":1,\"api\":\"1.0\",\"version\":\"1\",\"connectors\":[7]}   | no object under        | connector-processor",
                "{\"format\":1,\"api\":\"1.0\",\"version\":\"1\",\"connectors\":[{\"kind\":\"pump\",\"name\":\"x\"}]} | the unknown kind pump | connector-processor",
            })
    void reportsABadIndexByTheJarsName(String index, String message, String fix) throws IOException {
        Path broken = TestJar.version("1").file(Index.PATH, index).write(dir.resolve("broken.jar"));
        Problem problem = onlyProblem();
        assertThat(problem.at().file()).isEqualTo(broken.toString());
        assertThat(problem.message()).startsWith("the plugin cannot be used: ").contains(message);
        assertThat(problem.fix()).contains(fix);
    }

    @Test
    void reportsAFileThatIsNoJar() throws IOException {
        Files.writeString(dir.resolve("broken.jar"), "this is not a zip file");
        Problem problem = onlyProblem();
        assertThat(problem.message()).contains("not a jar, or a damaged one");
        assertThat(problem.fix()).contains("copy or build it again");
    }

    @Test
    void reportsAClassThatIsNotInTheJar() throws IOException {
        TestJar.version("1")
                .connector("ghost", ConnectorKind.SINK, "shop.Ghost")
                .write(dir.resolve("broken.jar"));
        Problem problem = onlyProblem();
        assertThat(problem.message()).contains("names the class shop.Ghost, which is not in the jar");
        assertThat(problem.fix()).contains("keep this class");
    }

    @Test
    void reportsAPlaceThatIsNotThere() {
        try (Plugins plugins = Plugins.load(List.of(dir.resolve("nowhere")))) {
            assertThat(plugins.problems()).singleElement().satisfies(each -> assertThat(each.message())
                    .contains("there is no such file"));
        }
    }

    /** The problem of the broken jar; the healthy one beside it works all the same. */
    private Problem onlyProblem() throws IOException {
        TestJar.version("1.0.0").measured("healthy", "shop.Healthy", "1").write(dir.resolve("healthy.jar"));
        try (Plugins plugins = Plugins.load(List.of(dir))) {
            assertThat(plugins.installed()).extracting(Installed::name).containsExactly("healthy");
            assertThat(plugins.problems()).hasSize(1);
            assertThat(plugins.problems().get(0).severity()).isEqualTo(Severity.ERROR);
            return plugins.problems().get(0);
        }
    }
}
