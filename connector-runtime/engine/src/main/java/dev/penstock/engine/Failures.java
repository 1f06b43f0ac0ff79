package dev.penstock.engine;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Blame;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.engine.strand.Strand.CallTimeout;

/** What an exception from a connector means to the engine. */
final class Failures {
    private Failures() {}

    static Failure of(Throwable thrown) {
        if (thrown instanceof CallTimeout timeout) {
            return new Failure("timeout", String.valueOf(timeout.getMessage()), Blame.EXTERNAL, Remedy.RETRY);
        }
        if (thrown instanceof OutOfMemoryError) {
            return Failure.resources("out-of-memory", thrown.toString());
        }
        return Failure.of(thrown);
    }

    /**
     * Whether the connector that threw this may still be sound. It told so itself if it threw a {@link ConnectorException}
     * that does not ask for a new connection; after anything else it is built anew.
     */
    static boolean leavesConnectorSound(Throwable thrown) {
        return thrown instanceof ConnectorException known && known.failure().remedy() != Remedy.RECONNECT;
    }
}
