package dev.penstock.cli;

import dev.penstock.host.SystemTime;
import dev.penstock.runtime.state.StateDirectory;
import dev.penstock.runtime.state.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of the commands that look into the state of a stopped runtime. */
final class StateOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "penstock-data",
            description = "Where the runtime keeps its state. Default: ./${DEFAULT-VALUE}")
    Path directory = Path.of("penstock-data");

    /** What is done with the state while nobody else has it. */
    interface Work<T> {
        T with(StateStore store) throws Exception;
    }

    /** Opens the state, works, and closes it; refuses a directory that does not exist or that a runtime is using. */
    <T> T use(Work<T> work) throws Exception {
        if (!Files.isDirectory(directory)) {
            throw CommandException.wrongInput("there is no state: " + directory
                    + " does not exist; name the directory that 'penstock run' uses with --data-dir");
        }
        try (StateDirectory locked = StateDirectory.lock(directory);
                StateStore store = StateStore.open(locked, SystemTime.clock())) {
            return work.with(store);
        }
    }
}
