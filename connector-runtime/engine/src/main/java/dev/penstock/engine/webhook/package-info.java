/** The way of a webhook request before it is an event: verification, handshake, deduplication, reply. */
@NullMarked
package dev.penstock.engine.webhook;

import org.jspecify.annotations.NullMarked;
