package dev.penstock.cli;

/** What the process says at its end; scripts depend on these numbers. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;

    /** Failed while running. */
    static final int FAILED = 1;

    /** The input is wrong: configuration or arguments. */
    static final int WRONG_INPUT = 2;

    /** The environment is: a port is taken, a permission missing, a file damaged. */
    static final int WRONG_ENVIRONMENT = 3;

    private ExitCode() {}
}
