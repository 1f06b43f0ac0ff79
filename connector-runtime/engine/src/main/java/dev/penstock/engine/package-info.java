/**
 * Moves events from a source to a sink: never acknowledged before safe, never lost by default.
 *
 * <p>No sockets, no files, no clock of its own: the host (runtime server or function adapter) hands in a {@link
 * dev.penstock.engine.strand.Strand}, the stores, and factories for the connectors. {@link
 * dev.penstock.engine.PipelineEngine} is the door.
 */
@NullMarked
package dev.penstock.engine;

import org.jspecify.annotations.NullMarked;
