/** HTTP in: many webhooks on one port, bounded in bytes and time, and the port for administration. */
@NullMarked
package dev.penstock.runtime.gateway;

import org.jspecify.annotations.NullMarked;
