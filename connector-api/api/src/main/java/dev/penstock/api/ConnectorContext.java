package dev.penstock.api;

import java.time.InstantSource;

/** What every connector is told when it is built. */
public sealed interface ConnectorContext permits SourceContext, SinkContext, StateStoreContext {
    /** The pipeline's name, unique in the process. */
    String pipeline();

    /** The connector's name and version, as in {@code file@1.2.0}. */
    String connector();

    /** The clock to use instead of the system's; tests move it. */
    InstantSource clock();
}
