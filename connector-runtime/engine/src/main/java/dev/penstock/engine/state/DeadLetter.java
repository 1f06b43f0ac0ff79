package dev.penstock.engine.state;

import dev.penstock.api.Failure;
import io.cloudevents.CloudEvent;
import java.time.Instant;

/**
 * An event that could not be delivered, kept with the reason.
 *
 * @param pipeline where it happened
 * @param event untouched
 * @param failure the last failure
 * @param attempts how often it was tried
 * @param stage where it failed: {@code sink}, or {@code source} for a record that is no event
 * @param connector the connector that refused it, with version: {@code http@1.2.0}
 * @param at when it was given up
 */
public record DeadLetter(
        String pipeline, CloudEvent event, Failure failure, int attempts, String stage, String connector, Instant at) {}
