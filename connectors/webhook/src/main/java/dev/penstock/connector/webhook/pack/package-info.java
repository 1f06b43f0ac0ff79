/** Provider packs: small files that say how a provider's webhooks become events. */
@NullMarked
package dev.penstock.connector.webhook.pack;

import org.jspecify.annotations.NullMarked;
