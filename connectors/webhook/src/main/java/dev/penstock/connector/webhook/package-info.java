/**
 * Webhooks as events, with provider packs as data: a pack says how a sender signs and where in a request the attributes
 * of the event stand.
 */
@NullMarked
package dev.penstock.connector.webhook;

import org.jspecify.annotations.NullMarked;
