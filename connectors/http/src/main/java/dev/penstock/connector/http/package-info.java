/** HTTP: posts events to an endpoint, and reads items from one. */
@NullMarked
package dev.penstock.connector.http;

import org.jspecify.annotations.NullMarked;
