package dev.penstock.serve.instance;

import java.util.concurrent.CompletableFuture;

/** An instance that was started. Any thread may call. */
public interface RunningInstance {
    /** The number that the system knows it by. */
    long pid();

    /** Completes with the port of this machine that it listens on; never when it does not come so far. */
    CompletableFuture<Integer> listening();

    /** Completes with its exit code when it is gone. */
    CompletableFuture<Integer> gone();

    /** Asks it to end in order; returns at once. */
    void stop();

    /** Ends it; returns at once. */
    void kill();

    /** The last that it printed, to explain its end; empty if it said nothing. */
    String lastWords();
}
