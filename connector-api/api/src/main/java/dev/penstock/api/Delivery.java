package dev.penstock.api;

import io.cloudevents.CloudEvent;

/**
 * An event received from a queue, with what its source needs to settle it.
 *
 * @param event the event
 * @param receipt the source's own: a message, a delivery tag; handed back untouched
 */
public record Delivery(CloudEvent event, Object receipt) {}
