package dev.penstock.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Tell that the machine, not the configuration and not an event, stands in the way: a port is taken, a directory cannot
 * be written, a state file is damaged.
 *
 * <p>The message says what happened, to which thing, and what to do; the command line prints it alone and ends with 3.
 */
public final class EnvironmentProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem that was found by looking. */
    public EnvironmentProblem(String message) {
        this(message, null);
    }

    /** A problem that an exception showed. */
    public EnvironmentProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
