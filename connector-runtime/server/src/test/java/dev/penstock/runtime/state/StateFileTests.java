package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.runtime.EnvironmentProblem;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTests {
    private final Path dir;

    StateFileTests(@TempDir Path dir) {
        this.dir = dir;
    }

    private Path file() {
        return dir.resolve(StateFile.NAME);
    }

    private void open() {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            assertThat(store.deadLetters().count("")).isZero();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(String... words) throws Exception {
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(this::open)
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining(file().toString())
                .hasMessageContainingAll(words);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void isRefusedWhenItIsNoDatabase() throws Exception {
        Files.writeString(file(), "These are the notes of last summer.\n".repeat(10));
        refused("damaged", "backup");
    }

    @Test
    void isRefusedWhenItIsEmpty() throws Exception {
        Files.createFile(file());
        refused("damaged");
    }

    @Test
    void isRefusedWhenAPageIsDamaged() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            for (int i = 0; i < 300; i++) {
                store.offsets().set("p" + i, Partition.WHOLE, Offset.of("text", "y".repeat(300)));
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 3 * 4096, bytes.length - 4096, (byte) 0x5a);
        Files.write(file(), bytes);
        refused("damaged");
    }

    @Test
    void isRefusedWhenAnotherApplicationWroteIt() throws Exception {
        open();
        patch(68, 4711);
        refused("another application");
    }

    @Test
    void isRefusedWhenANewerPenstockWroteIt() throws Exception {
        open();
        patch(60, StateFile.VERSION + 1);
        refused("newer", "version " + (StateFile.VERSION + 1));
    }

    private void patch(int at, int value) throws Exception {
        byte[] bytes = Files.readAllBytes(file());
        ByteBuffer.wrap(bytes).putInt(at, value);
        Files.write(file(), bytes);
    }

    @Test
    void isNotBegunAnewBesideALogThatBelongsToALostFile() throws Exception {
        Files.writeString(dir.resolve(StateFile.NAME + "-wal"), "log");
        assertThatThrownBy(this::open).isInstanceOf(EnvironmentProblem.class).hasMessageContaining("log is there");
        assertThat(file()).doesNotExist();
    }

    @Test
    void survivesAHalfMadeDraft() throws Exception {
        Files.writeString(dir.resolve(StateFile.NAME + ".new"), "half");
        open();
        assertThat(file()).exists();
    }

    @Test
    void leavesOneUnpackedLibraryHoweverOftenItIsOpened() throws Exception {
        open();
        open();
        try (Stream<Path> all = Files.walk(dir)) {
            assertThat(all.filter(path -> path.toString().contains("sqlitejdbc"))
                            .filter(Files::isRegularFile)
                            .count())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void losesNothingWhenTheProcessIsKilledRightAfterASave() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saver.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long saved = 0;
        try (var lines = process.inputReader()) {
            for (int i = 0; i < 50; i++) {
                saved = Long.parseLong(lines.readLine());
            }
            process.destroyForcibly().waitFor();
        }
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            assertThat(store.offsets().list("p").get(0).offset().number("byte")).isGreaterThanOrEqualTo(saved);
        }
    }

    /** Saves offsets until it is killed, and prints each once it is saved. */
    public static final class Saver {
        private Saver() {}

        /** Never returns. */
        public static void main(String[] arguments) throws Exception {
            StateStore store = StateStore.open(StateDirectory.lock(Path.of(arguments[0])), InstantSource.system());
            var claim = store.offsets().claim("p");
            for (long i = 1; ; i++) {
                store.offsets().save(claim, Map.of(Partition.WHOLE, Offset.of("byte", i)));
                System.out.println(i);
            }
        }
    }
}
