/**
 * Sources that listen: the engine receives the HTTP request, checks its size and signature, deduplicates it, and hands
 * it to a {@link dev.penstock.api.webhook.WebhookSource} that turns it into events.
 */
@NullMarked
package dev.penstock.api.webhook;

import org.jspecify.annotations.NullMarked;
