package dev.penstock.serve.instance;

import java.io.IOException;

/** Start instances of functions. */
public interface Launcher {
    /**
     * Starts an instance; blocks for as long as the system takes to make a process.
     *
     * @param program what it runs
     * @param label how its output is marked: {@code orders/3}
     */
    RunningInstance launch(Program program, String label) throws IOException;
}
