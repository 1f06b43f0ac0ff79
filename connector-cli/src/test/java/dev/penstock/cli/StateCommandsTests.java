package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.runtime.state.StateDirectory;
import dev.penstock.runtime.state.StateStore;
import dev.penstock.toolkit.event.EventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateCommandsTests {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private String data = "";

    @BeforeEach
    void makeState(@TempDir Path folder) {
        data = folder.resolve("data").toString();
        StateDirectory.lock(Path.of(data)).close();
    }

    @Test
    void offsetsAreSetListedAndReset() {
        assertThat(CommandRun.of("offsets", "set", "orders", "file=a", "position=42", "--data-dir", data)
                        .exitCode())
                .isZero();
        assertThat(CommandRun.of("offsets", "list", "--data-dir", data).out())
                .contains("orders", "whole", "{file=a, position=42}");
        assertThat(CommandRun.of("offsets", "list", "orders", "--json", "--data-dir", data)
                        .out())
                .contains("\"position\" : \"42\"");
        assertThat(CommandRun.of("offsets", "reset", "orders", "--data-dir", data)
                        .exitCode())
                .isZero();
        assertThat(CommandRun.of("offsets", "list", "--data-dir", data).out()).doesNotContain("orders");
    }

    @Test
    void anOffsetOfAPartitionThatTheSourceDoesNotHaveIsRefused() {
        CommandRun.of("offsets", "set", "orders", "--partition", "a.txt", "byte=42", "--data-dir", data);
        CommandRun run = CommandRun.of("offsets", "set", "orders", "byte=0", "--data-dir", data);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no partition 'whole'").contains("--partition: a.txt");
    }

    @Test
    void nothingToResetIsWrongInput() {
        CommandRun run = CommandRun.of("offsets", "reset", "ordres", "--data-dir", data);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'ordres'").contains("penstock offsets list");
    }

    @Test
    void aDirectoryThatDoesNotExistIsWrongInputAndIsNotMade(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        CommandRun run = CommandRun.of("offsets", "list", "--data-dir", missing.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(missing.toString()).contains("--data-dir");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aDirectoryInUseIsRefusedWithTheCodeForTheEnvironment() {
        try (StateDirectory held = StateDirectory.lock(Path.of(data))) {
            CommandRun run = CommandRun.of("offsets", "list", "--data-dir", data);
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains(held.path().toString()).doesNotContain("\tat ");
        }
    }

    @Test
    void aDeadLetterIsShownWithItsEventUnchanged() throws Exception {
        String number = "12345678901234567890.10";
        try (StateDirectory directory = StateDirectory.lock(Path.of(data));
                StateStore store = StateStore.open(directory, () -> NOON)) {
            store.deadLetters()
                    .store(List.of(new DeadLetter(
                            "orders",
                            EventBuilder.of(URI.create("/orders"), "order")
                                    .id("A-1")
                                    .contentType("application/json")
                                    .data(("{\"total\":" + number + "}").getBytes(StandardCharsets.UTF_8))
                                    .build(),
                            Failure.user("http-422", "the receiver refused the event"),
                            3,
                            "sink",
                            "http@1.0.0",
                            NOON)));
        }
        assertThat(CommandRun.of("dead-letters", "list", "--data-dir", data).out())
                .contains("1 ", "orders", "http-422", "A-1", "the receiver refused the event");
        assertThat(CommandRun.of("dead-letters", "list", "others", "--data-dir", data)
                        .out())
                .doesNotContain("A-1");
        assertThat(CommandRun.of("dead-letters", "show", "1", "--data-dir", data)
                        .out())
                .contains("\"attempts\" : 3", number, "http@1.0.0");
        CommandRun none = CommandRun.of("dead-letters", "show", "2", "--data-dir", data);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(Files.exists(Path.of(data))).isTrue();
    }
}
