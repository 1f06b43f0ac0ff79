/**
 * What every host of the engine needs, the long-running runtime as well as a function: connectors out of jars, values out of
 * the process, the clock, dead letters into a sink.
 *
 * <p>{@link dev.penstock.host.JarConnector} is the door to connectors: each jar has a class loader of its own. The runtime finds
 * connectors in a directory; a function knows beforehand which it needs.
 */
@NullMarked
package dev.penstock.host;

import org.jspecify.annotations.NullMarked;
