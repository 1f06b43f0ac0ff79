package dev.penstock.serve.instance;

import java.nio.file.Path;

/**
 * What an instance runs. The program of the adapter is the same for all functions, so the archive of its classes is made once and the system
 * keeps it in memory once.
 *
 * @param adapter the directory of the program: its jars, and the archive of its classes
 * @param home the directory of the function's package
 */
public record Program(Path adapter, Path home) {
    private static final String JAR = "function-http.jar";
    private static final String ARCHIVE = "classes.jsa";

    /** The jar that is run. */
    Path jar() {
        return adapter.resolve(JAR);
    }

    /** The file that holds the classes of a start. */
    Path archive() {
        return adapter.resolve(ARCHIVE);
    }
}
