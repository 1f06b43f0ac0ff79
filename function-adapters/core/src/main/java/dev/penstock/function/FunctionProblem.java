package dev.penstock.function;

import org.jspecify.annotations.Nullable;

/**
 * The function cannot start until somebody mends its package or its environment; the message says what and how. It has no stack
 * trace, for the place in the code helps nobody.
 */
public final class FunctionProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem. */
    public FunctionProblem(String message) {
        this(message, null);
    }

    /** A problem with its cause. */
    public FunctionProblem(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
