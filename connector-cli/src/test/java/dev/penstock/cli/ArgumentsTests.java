package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentsTests {
    @Test
    void aMisspeltCommandIsAnsweredWithTheNearestOne() {
        CommandRun run = CommandRun.of("ofsets", "list");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("there is no command 'ofsets'; did you mean 'offsets'?");
    }

    @Test
    void aCommandIsGuessedOnlyWhenItIsNear() {
        assertThat(CommandRun.of("rnu", "x").err()).contains("did you mean 'run'?");
        assertThat(CommandRun.of("frobnicate").err()).doesNotContain("did you mean");
    }

    @Test
    void aMisspeltOptionIsAnsweredWithTheNearestOne() {
        CommandRun run = CommandRun.of("offsets", "list", "--datadir", "x");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no option '--datadir'; did you mean '--data-dir'?")
                .contains("See 'penstock offsets list --help'.");
    }

    @Test
    void noCommandAtAllIsWrongInput() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("say which command to run").contains("penstock --help");
    }

    @Test
    void aMissingArgumentIsNamed() {
        CommandRun run = CommandRun.of("dead-letters", "show");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("NUMBER");
    }

    @Test
    void aGroupOfCommandsSaysWhichThereAre() {
        CommandRun run = CommandRun.of("offsets");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("list").contains("set").contains("reset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "serve",
                "validate",
                "check",
                "connectors",
                "describe",
                "new",
                "dev",
                "offsets",
                "dead-letters",
                "completion"
            })
    void everyCommandHasHelpWithExamples(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Usage: penstock " + command).contains("Examples:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offsets list",
                "offsets set",
                "offsets reset",
                "dead-letters list",
                "dead-letters show",
                "dead-letters replay",
                "dev send"
            })
    void everyCommandOfAGroupHasExamplesOfItsOwn(String command) {
        CommandRun run = CommandRun.of((command + " --help").split(" "));
        assertThat(run.out().split("Examples:", 2)[1])
                .contains("penstock " + command)
                .doesNotContain("penstock run");
    }

    @Test
    void aNumberThatIsNoneIsToldInPlainWords() {
        assertThat(CommandRun.of("dead-letters", "show", "x").err()).contains("'x' is not a whole number");
    }

    @Test
    void devSaysWhatItNeeds() {
        assertThat(CommandRun.of("dev").err()).contains("say which project: penstock dev DIR");
        CommandRun none = CommandRun.of("dev", "/nowhere");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("/nowhere has no pom.xml; name a directory that 'penstock new' has made");
        CommandRun secrets = CommandRun.of("dev", "send", "--secret", "sesame", "--secret-env", "S");
        assertThat(secrets.exitCode()).isEqualTo(2);
        assertThat(secrets.err()).contains("there is one secret").doesNotContain("sesame");
        assertThat(CommandRun.of("dev", "send", "--secret-env", "S").err()).contains("variable S is not set");
        assertThat(CommandRun.of("dev", "send").err()).contains("say whom the deliveries are for");
    }

    @Test
    void helpListsEveryCommand() {
        CommandRun run = CommandRun.of("help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("offsets", "dead-letters", "completion", "Exit codes:");
    }

    @Test
    void theCompletionScriptKnowsCommandsAndOptions() {
        CommandRun run = CommandRun.of("completion");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("dead-letters", "--data-dir", "_penstock_dev_send", "--secret-env", "complete -F");
    }

    @Test
    void theVersionNamesTheJava() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("penstock ").contains("Java " + Runtime.version());
    }
}
