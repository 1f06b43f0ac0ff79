package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.penstock.runtime.EnvironmentProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTests {
    private final Path dir;

    StateDirectoryTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void isCreatedForItsOwnerOnly() throws Exception {
        assumeThat(dir.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path fresh = dir.resolve("a/b");
        StateDirectory.lock(fresh).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesASecondHolderAndNamesTheFirst() {
        StateDirectory held = StateDirectory.lock(dir);
        assertThatThrownBy(() -> StateDirectory.lock(dir))
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining(dir.toString())
                .hasMessageContaining("by process " + ProcessHandle.current().pid());
        held.close();
        StateDirectory.lock(dir).close();
    }

    @Test
    void refusesASecondProcess() throws Exception {
        StateDirectory held = StateDirectory.lock(dir);
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondHolder.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        held.close();
        assertThat(said)
                .contains("in use")
                .contains("by process " + ProcessHandle.current().pid());
        assertThat(other.exitValue()).isEqualTo(3);
    }

    /** Tries to lock the directory it is given. */
    public static final class SecondHolder {
        private SecondHolder() {}

        /** Ends with 3 when refused. */
        public static void main(String[] arguments) {
            try {
                StateDirectory.lock(Path.of(arguments[0])).close();
            } catch (EnvironmentProblem e) {
                System.out.println(e.getMessage());
                Runtime.getRuntime().exit(3);
            }
        }
    }

    @Test
    void saysSoWhenItCannotBeWritten() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> StateDirectory.lock(file.resolve("below")))
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("--data-dir");
    }
}
