package dev.penstock.runtime.plugin;

import dev.penstock.host.ConnectorKind;
import dev.penstock.host.JarConnector;
import dev.penstock.host.PluginJar;
import java.io.IOException;
import java.nio.file.Path;

/** A connector that can be used: one entry of one jar's index. May be used by several threads. */
public final class Installed {
    private final IndexEntry index;
    private final JarConnector code;

    Installed(IndexEntry index, String version, PluginJar jar) {
        this.index = index;
        this.code = new JarConnector(index.name(), version, index.className(), index.configName(), jar);
    }

    /** What a pipeline file says after {@code connector:}. */
    public String name() {
        return code.name();
    }

    /** The version of its jar. */
    public String version() {
        return code.version();
    }

    /** Name and version: {@code file@1.2.0}. */
    public String reference() {
        return code.reference();
    }

    /** What it is. */
    public ConnectorKind kind() {
        return index.kind();
    }

    /** All that the index says about it. */
    public IndexEntry index() {
        return index;
    }

    /** Its classes, and instances of it. */
    public JarConnector code() {
        return code;
    }

    /** The jar that holds it. */
    public Path jar() {
        return code.jar().path();
    }

    /** The SHA-256 of the jar in hex; computed by the first call, which reads the whole jar. */
    public String sha256() throws IOException {
        return code.jar().sha256();
    }

    @Override
    public String toString() {
        return kind().text() + " " + reference();
    }
}
