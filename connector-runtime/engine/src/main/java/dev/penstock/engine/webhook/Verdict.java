package dev.penstock.engine.webhook;

/**
 * Whether a request proved where it comes from.
 *
 * @param ok whether it did
 * @param reason why not, one line for the sender and the log, never a secret or a signature; empty when it did
 */
public record Verdict(boolean ok, String reason) {
    /** It did. */
    public static final Verdict OK = new Verdict(true, "");

    /** It did not. */
    static Verdict refused(String reason) {
        return new Verdict(false, reason);
    }
}
