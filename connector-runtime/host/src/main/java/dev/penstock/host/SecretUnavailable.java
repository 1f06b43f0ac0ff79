package dev.penstock.host;

/** A value cannot be had; says why and what to do, and never a part of the value. */
public final class SecretUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fix;

    /**
     * A problem.
     *
     * @param message what is wrong, to follow the reference and "cannot be had": {@code there is no such secret}
     * @param fix the way out; empty when the message says all
     */
    public SecretUnavailable(String message, String fix) {
        super(message, null, false, false); // I7: no cause, which might hold what was answered
        this.fix = fix;
    }

    /** The way out. */
    public String fix() {
        return fix;
    }
}
