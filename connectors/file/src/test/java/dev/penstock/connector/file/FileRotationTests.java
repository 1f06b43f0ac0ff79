package dev.penstock.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRotationTests {
    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");
    private Path old = Path.of("");
    private Reading reading = Reading.of(Path.of("x"), Format.LINES, true);

    @BeforeEach
    void open() {
        file = directory.resolve("app.log");
        old = directory.resolve("app.log.1");
        reading = Reading.of(file, Format.LINES, true);
    }

    @AfterEach
    void close() throws IOException {
        reading.close();
    }

    @Test
    void finishesTheRenamedFileBeforeTheNewOne() throws IOException {
        append("one\ntwo\n");
        reading.read();
        append("three\n");
        Files.move(file, old);
        append("five\n");
        assertThat(reading.read()).containsExactly("three");
        Files.writeString(old, "four\n", StandardOpenOption.APPEND);
        assertThat(reading.read()).containsExactly("four");
        assertThat(reading.read()).as("its writer may go on for a moment").isEmpty();
        later();
        assertThat(reading.read()).containsExactly("five");
        append("six\n");
        assertThat(reading.restart().read()).containsExactly("six");
    }

    @Test
    void finishesTheRenamedFileAfterARestart() throws IOException {
        append("one\ntwo\n");
        reading.read();
        append("three\nfou");
        Files.move(file, old);
        append("five\n");
        assertThat(reading.restart().read()).containsExactly("three");
        assertThat(reading.read()).isEmpty();
        later();
        assertThat(reading.read())
                .as("the half line of a finished file is a line")
                .containsExactly("fou", "five");
    }

    @Test
    void readsADeletedFileToItsEnd() throws IOException {
        append("one\ntwo\n");
        reading.maxEvents = 1;
        reading.poll(new Partition(file.toString()));
        Files.delete(file);
        assertThat(reading.read()).containsExactly("two");
        append("three\n");
        reading.read();
        later();
        reading.read();
        assertThat(reading.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void beginsAnewWhenTheFileWasCutToNothing() throws IOException {
        append("one\ntwo\n");
        reading.read();
        Files.copy(file, old);
        Files.writeString(file, "a\n");
        assertThat(reading.read()).containsExactly("a");
        Files.writeString(file, "");
        assertThat(reading.restart().read()).isEmpty();
        append("b\n");
        assertThat(reading.read()).containsExactly("b");
    }

    @Test
    @Tag("I5")
    void seesThatTheFileWasCutThoughItIsLongerNow() throws IOException {
        append("one\n");
        reading.read();
        Files.writeString(file, "other\nlines\n");
        assertThat(reading.read()).containsExactly("other", "lines");
        Files.writeString(file, "yet other\nlines\nand more\n");
        assertThat(reading.restart().read()).containsExactly("yet other", "lines", "and more");
        assertThat(reading.ids()).doesNotHaveDuplicates();
    }

    @Test
    @Tag("I5")
    void theSameLineWrittenAgainAfterACutIsAnotherEvent() throws IOException {
        append("tick\ntick\n");
        reading.read();
        Files.writeString(file, "tick\n");
        assertThat(reading.read()).containsExactly("tick");
        Files.writeString(file, "");
        reading.read();
        append("tick\n");
        assertThat(reading.restart().read()).containsExactly("tick");
        assertThat(reading.ids()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void anotherFileWithTheSameInodeIsReadFromItsBeginning() throws IOException {
        append("one\ntwo\n");
        reading.read();
        Partition partition = new Partition(file.toString());
        Offset stored = reading.offsets.get(partition);
        Files.writeString(file, "a whole new file\nwith lines\n");
        try (Reading next = Reading.of(file, Format.LINES, true)) {
            next.offsets.put(partition, stored);
            assertThat(next.read()).isEqualTo(List.of("a whole new file", "with lines"));
        }
    }

    @Test
    void goesOnWithTheNewFileWhenTheOldOneIsGone() throws IOException {
        append("one\n");
        reading.read();
        reading.close();
        Files.delete(file);
        Files.writeString(directory.resolve("takes the inode"), "x\n");
        append("two\n");
        assertThat(reading.restart().read()).containsExactly("two");
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void later() {
        reading.now = reading.now.plus(Trail.AFTERMATH);
    }
}
