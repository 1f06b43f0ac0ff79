package dev.penstock.cli;

import java.io.PrintWriter;
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
        err.println(name + ": " + Sentence.of(String.valueOf(problem.getMessage())) + guess(problem));
        err.println("See '" + name + " --help'.");
        err.flush();
        return ExitCode.WRONG_INPUT;
    }

    private static String guess(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
        }
        return "";
    }

    /** A command ended with an exception. */
    static int failed(Exception problem, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        int code = ExitCode.FAILED;
        String name = command.getCommandSpec().qualifiedName();
        if (problem instanceof CommandException known) {
            code = known.exitCode();
            err.println(name + ": " + known.getMessage());
        } else {
            err.println(name + ": failed unexpectedly: " + problem
                    + "; this is a bug in Penstock, please report it with the output of --verbose");
        }
        if (verbose(command)) {
            problem.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    private static boolean verbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof PenstockCommand root && root.verbose;
    }
}
