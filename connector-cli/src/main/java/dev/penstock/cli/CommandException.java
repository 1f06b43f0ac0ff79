package dev.penstock.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with one message for the user and an exit code. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The work was begun and did not succeed. */
    static CommandException failed(String message, @Nullable Throwable cause) {
        return new CommandException(ExitCode.FAILED, message, cause);
    }

    /** What the user wrote is wrong. */
    static CommandException wrongInput(String message) {
        return new CommandException(ExitCode.WRONG_INPUT, message, null);
    }

    /** The machine does not allow it. */
    static CommandException wrongEnvironment(String message, @Nullable Throwable cause) {
        return new CommandException(ExitCode.WRONG_ENVIRONMENT, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
