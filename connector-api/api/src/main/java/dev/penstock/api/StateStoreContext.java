package dev.penstock.api;

import java.time.InstantSource;

/**
 * What a state store is told when it is built.
 *
 * @param pipeline the pipeline's name, unique in the process
 * @param connector the connector's name and version
 * @param clock the clock to use
 */
public record StateStoreContext(String pipeline, String connector, InstantSource clock) implements ConnectorContext {}
