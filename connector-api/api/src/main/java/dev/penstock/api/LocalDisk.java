package dev.penstock.api;

import java.util.Optional;

/**
 * Ability of a connector: it reads or keeps files on the disk of the machine it runs on.
 *
 * <p>A function's disk is gone with its instance, so {@code penstock package} refuses such a connector.
 */
public interface LocalDisk {
    /**
     * Implemented by the config record of a {@link LocalDisk} connector which is that with some settings only: a database
     * may be a file beside the process, or a server.
     */
    interface Depends {
        /**
         * Names the setting that ties the connector to this machine, as a person would mend it: {@code url: a database inside
         * the process (a server's would outlive it)}; empty where nothing does.
         *
         * <p>Called before the connector is built and without it; returns at once. Never a secret.
         */
        Optional<String> tiedBy();
    }
}
