package dev.penstock.runtime.pipeline;

import dev.penstock.host.ConfiguredConnector;
import dev.penstock.runtime.plugin.Installed;
import java.util.Optional;

/** An installed connector with its bound config. */
record Component(Installed installed, ConfiguredConnector configured) {
    Component(Installed installed, Record config) {
        this(installed, new ConfiguredConnector(installed.code(), config));
    }

    Record config() {
        return configured.config();
    }

    /** What a person must know about its need for this machine's disk, if it has one. */
    Optional<String> localDisk() {
        return installed
                .code()
                .localDisk(config())
                .map(setting -> installed.kind().direction().text() + ": " + installed.name()
                        + " keeps files on the machine it runs on"
                        + (setting.isEmpty() ? "" : ", because of " + setting));
    }
}
