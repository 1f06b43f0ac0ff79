package dev.penstock.api;

import org.jspecify.annotations.Nullable;

/** The one exception that crosses the API with a meaning; everything else counts as an internal failure. */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** A failure without a cause worth keeping. */
    public ConnectorException(Failure failure) {
        this(failure, null);
    }

    /** A failure and the exception that showed it. */
    public ConnectorException(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** Code, message, blame and remedy. */
    public Failure failure() {
        return failure;
    }
}
