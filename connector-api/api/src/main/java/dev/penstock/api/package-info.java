/**
 * What a connector is written against: sources, the sink, outcomes, failures and the contexts handed to constructors.
 *
 * <p>A connector is a class annotated with {@link dev.penstock.api.Connector}, implementing one kind of {@link
 * dev.penstock.api.Source} or {@link dev.penstock.api.Sink}, with one public constructor {@code (Config config,
 * SourceContext context)} or {@code (Config config, SinkContext context)}, where {@code Config} is a record described
 * with {@link dev.penstock.api.config.Option}. The engine owns everything around it: connecting again, retries,
 * batches, order, offsets, dead letters, deduplication and health. A connector returns outcomes; it never acknowledges.
 */
@NullMarked
package dev.penstock.api;

import org.jspecify.annotations.NullMarked;
