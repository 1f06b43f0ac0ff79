package dev.penstock.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.cli.packaging.FileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, templates and the directory; that the projects build is shown by an integration test. */
final class ProjectTests {
    private static final URI REPOSITORY = URI.create("file:///opt/pen%20stock&co/repository");

    @TempDir
    Path dir;

    private static FileTree files(ProjectKind kind) {
        return ConnectorProject.files(kind, ProjectNames.of("order-list", null), "1.2.3", REPOSITORY);
    }

    @ParameterizedTest
    @EnumSource(ProjectKind.class)
    void everyPlaceholderIsReplaced(ProjectKind kind) throws IOException {
        files(kind).writeTo(dir);
        List<Path> written = all();
        assertThat(written).hasSizeGreaterThanOrEqualTo(8);
        for (Path file : written) {
            assertThat(file.toString()).doesNotContain("__");
            assertThat(Files.readString(file)).doesNotContainPattern("__[A-Za-z]+__");
        }
        assertThat(Files.readString(dir.resolve("pom.xml")))
                .contains("<version>1.2.3</version>".replace("version", "penstock.version"))
                .contains("file:///opt/pen%20stock&amp;co/repository");
        assertThat(dir.resolve("src/main/java/com/example/orderlist")).isDirectory();
        assertThat(Files.readString(dir.resolve("pipeline.yaml"))).contains("connector: order-list");
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .map(dir::relativize)
                    .map(dir::resolve)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Orders", "-orders", "orders-", "my--orders", "1st", "a_b", "ord ers", "../up", "é"})
    void namesThatAreNotKebabCaseAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProjectNames.of(name, null))
                .withMessageContaining("order-list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org..acme", "org.new", "1.2", "org acme", "java.util", "dev.penstock.mine"})
    void packagesThatCannotBeAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProjectNames.of("orders", name));
    }

    @Test
    void aNameThatIsAWordOfJavaGetsAPackageNevertheless() {
        assertThat(ProjectNames.of("switch", null).packageName()).isEqualTo("com.example.switchconnector");
    }

    @Test
    void anEmptyDirectoryIsFilledAndStays() throws IOException {
        FreshDirectory.at(dir).fill(files(ProjectKind.SINK));
        assertThat(dir.resolve("pom.xml")).isRegularFile();
        assertThat(dir.resolve(".github/workflows/ci.yml")).isRegularFile();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FreshDirectory.at(dir))
                .withMessageContaining("not empty");
    }

    @Test
    void nothingIsLeftWhenAFileCannotBeWritten() throws IOException {
        FileTree broken = files(ProjectKind.SINK).add("zzz.txt", Path.of("/there/is/no/such/file"));
        Path place = dir.resolve("deep/project");
        assertThatThrownBy(() -> FreshDirectory.at(place).fill(broken)).isInstanceOf(IOException.class);
        assertThat(place).doesNotExist();
        assertThat(dir.resolve("deep")).isEmptyDirectory();
    }
}
