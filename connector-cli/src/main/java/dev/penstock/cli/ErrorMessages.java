package dev.penstock.cli;

import dev.penstock.engine.config.NearestKey;
import dev.penstock.runtime.EnvironmentProblem;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code; stack traces only with {@code --verbose}. */
final class ErrorMessages {
    private ErrorMessages() {}

    /** The arguments are wrong: says how, what may have been meant, and where the help is. */
    static int wrongArguments(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + message(problem));
        err.println("See '" + name + " --help'.");
        err.flush();
        return ExitCode.WRONG_INPUT;
    }

    private static String message(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String argument = unmatched.getUnmatched().get(0);
            String what = unmatched.isUnknownOption()
                    ? "there is no option '" + argument + "'"
                    : problem.getCommandLine().getSubcommands().isEmpty()
                            ? "there is one argument too many: '" + argument + "'"
                            : "there is no command '" + argument + "'";
            List<String> guesses = unmatched.isUnknownOption()
                    ? unmatched.getSuggestions()
                    : NearestKey.to(
                                    argument,
                                    problem.getCommandLine().getSubcommands().keySet())
                            .stream()
                            .toList();
            return guesses.isEmpty() ? what : what + "; did you mean '" + guesses.get(0) + "'?";
        }
        CommandLine command = problem.getCommandLine();
        String text = String.valueOf(problem.getMessage());
        if (text.startsWith("Missing required subcommand")) {
            return "say what to do: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        return Sentence.of(text);
    }

    /** A command ended with an exception. */
    static int failed(Exception problem, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        int code = ExitCode.FAILED;
        String name = command.getCommandSpec().qualifiedName();
        if (problem instanceof CommandException known) {
            code = known.exitCode();
            err.println(name + ": " + known.getMessage());
        } else if (problem instanceof EnvironmentProblem known) {
            code = ExitCode.WRONG_ENVIRONMENT;
            err.println(name + ": " + known.getMessage());
        } else {
            err.println(name + ": failed unexpectedly: " + problem
                    + "; this is a bug in Penstock, please report it with the output of --verbose");
        }
        if (PenstockCommand.verbose(command.getCommandSpec())) {
            problem.printStackTrace(err);
        }
        err.flush();
        return code;
    }
}
