package dev.penstock.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script for bash and zsh. */
@Command(
        name = "completion",
        description = "Prints a script that completes penstock's commands and options in bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(penstock completion)                 complete in this shell",
            "  penstock completion > ~/.local/share/bash-completion/completions/penstock"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        session.terminal().print(AutoComplete.bash("penstock", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
