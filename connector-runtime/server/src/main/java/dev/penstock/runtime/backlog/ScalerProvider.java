package dev.penstock.runtime.backlog;

import dev.penstock.runtime.EnvironmentProblem;
import dev.penstock.runtime.gateway.ListenAddress;

/**
 * Opens what tells a scaler of a platform about backlogs. Its jars are in a folder of their own and are loaded when one is asked
 * for, by {@link java.util.ServiceLoader}.
 */
public interface ScalerProvider {
    /**
     * Listens there.
     *
     * @throws EnvironmentProblem when the address cannot be had
     */
    Scaler open(ListenAddress address, Backlogs backlogs);

    /** What listens. */
    interface Scaler extends AutoCloseable {
        /** The port. */
        int port();

        /** Ends all that is under way and lets go of the port. */
        @Override
        void close();
    }
}
