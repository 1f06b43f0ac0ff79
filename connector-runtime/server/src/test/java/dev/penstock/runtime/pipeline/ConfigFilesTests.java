package dev.penstock.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Problem;
import dev.penstock.host.ProcessReferences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTests {
    private final Path dir;

    ConfigFilesTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void leavesOutAByteOrderMark() throws IOException {
        Path file = Files.writeString(dir.resolve("p.yaml"), "\uFEFFa: 1\n");
        ConfigReader.Result result = ConfigReader.read(file);
        assertThat(Objects.requireNonNull(result.mapping()).keys().get("a")).hasToString(file + ":1:1");
    }

    @Test
    void reportsAFileThatIsNotUtf8WithTheLine() throws IOException {
        Path file = Files.write(dir.resolve("p.yaml"), "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Problem problem = problem(file);
        assertThat(problem.message()).isEqualTo("the file is not UTF-8 text");
        assertThat(problem.fix()).isEqualTo("save it with the encoding UTF-8");
        assertThat(problem.at().file()).isEqualTo(file.toString());
        assertThat(problem.at().line()).isEqualTo(2);
    }

    @Test
    void reportsUtf16() throws IOException {
        Path file = Files.write(dir.resolve("p.yaml"), "a: 1\n".getBytes(StandardCharsets.UTF_16));
        assertThat(problem(file).message()).isEqualTo("the file is not UTF-8 text");
    }

    @Test
    void reportsAMissingFileADirectoryAndAHugeFile() throws IOException {
        assertThat(problem(dir.resolve("none.yaml")).message()).isEqualTo("there is no such file");
        assertThat(problem(dir).message()).isEqualTo("this is a directory, not a file");
        Path huge = Files.write(dir.resolve("huge.yaml"), new byte[3 << 20]);
        assertThat(problem(huge).message()).contains("larger than 2 MiB");
    }

    @Test
    void takesTheFilesOfADirectoryByNameAndEachOnce() throws IOException {
        for (String name : List.of("b.yml", "a.yaml", "c.JSON", "notes.txt", ".hidden.yaml")) {
            Files.createFile(dir.resolve(name));
        }
        Files.createDirectory(dir.resolve("d.yaml"));
        PipelineFiles found =
                PipelineFiles.of(List.of(dir.resolve("b.yml"), dir, dir.resolve("../" + dir.getFileName())));
        assertThat(found.files()).containsExactly(dir.resolve("b.yml"), dir.resolve("a.yaml"), dir.resolve("c.JSON"));
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void reportsADirectoryWithoutPipelineFiles() {
        assertThat(PipelineFiles.of(List.of(dir)).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.at().file()).isEqualTo(dir.toString());
            assertThat(problem.message()).isEqualTo("the directory holds no pipeline file");
            assertThat(problem.fix()).contains(".yaml, .yml or .json");
        });
    }

    @Test
    void resolvesReferencesFromTheEnvironmentAndFiles() throws IOException {
        ProcessReferences references = new ProcessReferences(Map.of("TOKEN", "t"));
        assertThat(references.environment("TOKEN")).contains("t");
        assertThat(references.environment("token")).isEmpty();
        Path secret = dir.resolve("secret");
        assertThat(references.file(secret.toString())).isEmpty();
        assertThat(references.file("\0")).isEmpty();
        assertThat(references.file(dir.toString())).isEmpty();
        for (String ending : List.of("", "\n", "\r\n")) {
            Files.writeString(secret, " s3\ncret" + ending);
            assertThat(references.file(secret.toString())).contains(" s3\ncret");
        }
        Files.write(secret, new byte[2 << 20]);
        assertThat(references.file(secret.toString())).isEmpty();
    }

    private static Problem problem(Path file) {
        ConfigReader.Result result = ConfigReader.read(file);
        assertThat(result.mapping()).isNull();
        assertThat(result.problems()).hasSize(1);
        return result.problems().get(0);
    }
}
