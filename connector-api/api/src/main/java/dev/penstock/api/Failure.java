package dev.penstock.api;

import java.util.Objects;

/**
 * What went wrong, told so that a person can act and the engine can decide.
 *
 * @param code short and stable, kebab case: {@code http-404}, {@code disk-full}
 * @param message what happened, which thing, what to do; one line, never a secret
 * @param blame who can mend it
 * @param remedy what the engine may do about it
 */
public record Failure(String code, String message, Blame blame, Remedy remedy) {
    /** Who can mend a failure. */
    public enum Blame {
        /** Whoever wrote the configuration or sent the event. */
        USER,
        /** The system on the other side. */
        EXTERNAL,
        /** This machine: disk, memory, file handles. */
        RESOURCES,
        /** The connector or Penstock itself: a bug. */
        INTERNAL
    }

    /** What the engine may do about a failure. */
    public enum Remedy {
        /** Nothing: the same call will fail the same way. */
        NONE,
        /** Try again later. Counts as an attempt at the event. */
        RETRY,
        /**
         * The connection is gone, not the event's fault: close the connector, build it again with backoff, go on. Never
         * counts as an attempt, so an outage of any length sends nothing to the dead letters.
         */
        RECONNECT
    }

    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(blame, "blame");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Whether trying again can help. */
    public boolean mayRetry() {
        return remedy != Remedy.NONE;
    }

    /** The user's to mend; trying again cannot help. */
    public static Failure user(String code, String message) {
        return new Failure(code, message, Blame.USER, Remedy.NONE);
    }

    /** The other side's; trying again may help. */
    public static Failure external(String code, String message) {
        return new Failure(code, message, Blame.EXTERNAL, Remedy.RETRY);
    }

    /** The connection to the other side is gone; connect again. */
    public static Failure disconnected(String code, String message) {
        return new Failure(code, message, Blame.EXTERNAL, Remedy.RECONNECT);
    }

    /** This machine lacks something; the connector is built again until it has it, and no event is given up. */
    public static Failure resources(String code, String message) {
        return new Failure(code, message, Blame.RESOURCES, Remedy.RECONNECT);
    }

    /** A bug; trying again may help. */
    public static Failure internal(String code, String message) {
        return new Failure(code, message, Blame.INTERNAL, Remedy.RETRY);
    }

    /** The failure that an exception carries, or an internal one that names the exception. */
    public static Failure of(Throwable thrown) {
        return thrown instanceof ConnectorException known ? known.failure() : internal("unexpected", thrown.toString());
    }
}
